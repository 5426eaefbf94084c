import { canonicalRoleId } from '../domain/catalogue/aliases.ts'
import { customPolicyId, environmentId } from '../domain/ids.ts'
import { principalEntityType, type Principal } from '../domain/principal.ts'
import type { Engine } from '../engine/engine.ts'
import type { Reader } from '../store/store.ts'
import { inAccount, type Deed, type Place } from './operation.ts'

/**
 * Where a principal is as a resource: users, groups and account keys in the account, an API key in its environment. An
 * API key that doesn't exist could be in any environment, so the question is asked in all of them: only who may see
 * them all learns that it doesn't exist.
 */
export function placesOf(principal: Principal, engine: Engine): readonly Place[] {
  if (principal.type !== 'api_key') return [inAccount(principalEntityType[principal.type], principal.id)]
  const { environments, holders } = engine.snapshot
  const [own] = holders.find(principal)?.environments ?? []
  const numbers = own === undefined ? environments.numbers() : [own]
  return [...numbers].map((number) => ({
    resource: { type: 'APIKey', id: principal.id },
    scope: { type: 'environment', environmentId: environmentId(environments.id(number)) },
  }))
}

/** Where a role is as a resource, by any spelling of its id: a policy about it must not be got round by another one. */
export const placeOfRole = (id: string, engine: Engine): Place =>
  inAccount('Role', canonicalRoleId(id, engine.snapshot.catalogue))

/** Where a custom policy is as a resource. */
export const placeOfPolicy = (id: string): Place => inAccount('CustomPolicy', customPolicyId(id))

/** Tells whether the caller may read a principal: lists show it no other. */
export const mayReadPrincipal = (principal: Principal, deed: Deed<Reader>): boolean =>
  placesOf(principal, deed.engine).every((place) => deed.may('read', place))
