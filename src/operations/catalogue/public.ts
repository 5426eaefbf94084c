import { cedarSchema, type CedarSchema } from '../../domain/catalogue/schema.ts'
import type { Catalogue } from '../../domain/catalogue.ts'
import type { PolicyProblem } from '../../domain/policy-problem.ts'
import type { House } from '../house.ts'
import type { Access } from '../operation.ts'
import { findProblems } from '../policies/statement.ts'

/** An operation that belongs to no account and needs nobody signed in. */
export interface PublicReading<Input, Output> {
  readonly kind: 'public'
  readonly name: string
  readonly summary: string
  readonly access: Extract<Access<Input>, { type: 'anyone' }>
  readonly run: (input: Input, house: House) => Promise<Output>
}

const publishedByVendor =
  'the original system publishes it without a sign-in (facts 7.1), and it says nothing of any account'

/** Shows the catalogue in force. */
export const getCatalogue: PublicReading<unknown, Catalogue> = {
  kind: 'public',
  name: 'catalogue.get',
  summary: 'Show the system policies and system roles.',
  access: { type: 'anyone', why: publishedByVendor },
  run: (_, { accounts }) => accounts.catalogue(),
}

/** Shows the Cedar schema that custom policies are validated against. */
export const getSchema: PublicReading<unknown, CedarSchema> = {
  kind: 'public',
  name: 'schema.get',
  summary: 'Show the Cedar schema.',
  access: { type: 'anyone', why: publishedByVendor },
  run: async () => cedarSchema,
}

/** Says whether a statement could be stored as a custom policy. */
export const validatePolicy: PublicReading<
  { readonly policy: string },
  { readonly isValid: boolean; readonly problems: readonly PolicyProblem[] }
> = {
  kind: 'public',
  name: 'policy.validate',
  summary: 'Validate a Cedar policy.',
  access: { type: 'anyone', why: publishedByVendor },
  run: async ({ policy }) => {
    const problems = findProblems(policy)
    return { isValid: problems.length === 0, problems }
  },
}
