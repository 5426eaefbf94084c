import { collaborationRefusals } from './collaboration-refusals.ts'
import type { ResourceName } from './entity.ts'
import type { PermissionId } from './ids.ts'
import type { PlanFeature } from './plan.ts'
import { planFeatures } from './plan.ts'
import type { PolicyProblem } from './policy-problem.ts'
import type { Parameter } from './role.ts'
import type { ReachScope, Scope } from './scope.ts'
import { uploadRefusals } from './upload-refusals.ts'

/** What a caller can do about a refusal; `api/` turns a kind into a status, and nothing else does. */
export type RefusalKind =
  | 'missing'
  | 'invalid'
  | 'invalid_policy'
  | 'unauthenticated'
  | 'throttled'
  | 'exhausted'
  | 'denied'
  | 'plan'
  | 'not_found'
  | 'conflict'
  | 'outdated'
  | 'unavailable'

/** One input that a refusal is about, by its name in the operation's input, with the value as it was sent. */
export interface RefusedField {
  readonly name: string
  readonly value?: unknown
}

/** A capability somewhere, as denials name it. */
export interface Need {
  readonly action: string
  readonly resource: ResourceName
  readonly scope: Scope
}

/** A capability that a giver would give without holding it there (the escalation rule). */
export interface Lack {
  readonly actions: readonly string[]
  /** A resource type; for a feature its id. Null: any resource at all. */
  readonly on: string | null
  /** The permission it is part of; null for a custom policy's. */
  readonly permissionId: PermissionId | null
  readonly reach: ReachScope
  readonly parameter: Parameter | null
}

/** The facts behind a denial: the needs that weren't met, or what would be given and isn't held. */
export interface Denial {
  readonly needs: readonly Need[]
  readonly lacks: readonly Lack[]
}

const inTicks = (text: string): string => `\`${text}\``

/** Every refusal there is: its kind, and what it says. */
export const refusals = {
  missing_fields: { kind: 'missing', says: () => 'missing fields' },
  invalid_fields: { kind: 'invalid', says: () => 'invalid request' },
  invalid_policy: { kind: 'invalid_policy', says: () => 'the policy statement is not valid' },
  invalid_credentials: { kind: 'unauthenticated', says: () => 'invalid credentials' },
  secret_mismatch: { kind: 'unauthenticated', says: () => 'api_secret mismatch' },
  signature_invalid: {
    kind: 'unauthenticated',
    says: (facts: { sent: string; names: string }) =>
      `Invalid Signature ${facts.sent}… String to sign - '${facts.names}'`,
  },
  request_stale: {
    kind: 'unauthenticated',
    says: (facts: { at: string; side: 'ago' | 'ahead' }) =>
      `Stale request - reported time is ${facts.at} which is more than 1 hour ${facts.side}`,
  },
  token_invalid: {
    kind: 'unauthenticated',
    says: () => 'Invalid token: it is unknown, has ended, or is for another place',
  },
  too_many_tokens: {
    kind: 'conflict',
    says: (facts: { most: number }) => `${facts.most} access tokens work already: use one of them, or revoke some`,
  },
  rate_exhausted: {
    kind: 'exhausted',
    says: (facts: { limit: number; until: string }) =>
      `Rate Limit Exceeded. Limit of ${facts.limit} api operations reached. Try again on ${facts.until}`,
  },
  second_factor_refused: { kind: 'unauthenticated', says: () => 'the code is wrong, or was used already' },
  too_many_attempts: {
    kind: 'throttled',
    says: (facts: { seconds: number }) => `too many attempts, try again in ${facts.seconds} seconds`,
  },
  link_not_valid: { kind: 'not_found', says: () => 'this link was used, was replaced, or has expired' },
  password_unfit: { kind: 'invalid', says: (facts: { why: string }) => `the password must ${facts.why}` },
  foreign_request: { kind: 'denied', says: () => 'this request did not come from the console of this server' },
  second_factor_stands: { kind: 'conflict', says: () => 'a second factor is set up; remove it first' },
  denied: { kind: 'denied', says: () => 'not allowed' },
  not_permitted_here: { kind: 'denied', says: (facts: { why: string }) => facts.why },
  plan_lacks: {
    kind: 'plan',
    says: (facts: { feature: PlanFeature }) =>
      `${planFeatures[facts.feature].says} not enabled for this account; ${inTicks(planFeatures[facts.feature].opens)} has it`,
  },
  system_role_is_fixed: {
    kind: 'denied',
    says: (facts: { id: string }) =>
      `${inTicks(facts.id)} is a system role and can't be changed; copy it to a custom role`,
  },
  not_found: { kind: 'not_found', says: (facts: { what: string }) => `no such ${facts.what}` },
  environment_unknown: {
    kind: 'not_found',
    says: (facts: { id: string }) => `no environment with the id ${inTicks(facts.id)}`,
  },
  role_id_taken: {
    kind: 'conflict',
    says: (facts: { id: string }) => `the role id ${inTicks(facts.id)} is or was in use`,
  },
  role_name_taken: {
    kind: 'conflict',
    says: (facts: { name: string }) => `a role named ${inTicks(facts.name)} already exists`,
  },
  cloud_name_taken: {
    kind: 'conflict',
    says: (facts: { name: string }) => `the cloud name ${inTicks(facts.name)} is in use already`,
  },
  key_name_ambiguous: {
    kind: 'conflict',
    says: (facts: { name: string }) => `several keys are named ${inTicks(facts.name)}; say which one by its key`,
  },
  role_in_use: { kind: 'conflict', says: () => 'role has associated principals' },
  user_email_taken: {
    kind: 'conflict',
    says: (facts: { email: string }) => `a user with the e-mail ${inTicks(facts.email)} already exists`,
  },
  group_name_taken: {
    kind: 'conflict',
    says: (facts: { name: string }) => `a group named ${inTicks(facts.name)} already exists`,
  },
  key_name_taken: {
    kind: 'conflict',
    says: (facts: { name: string }) => `a key named ${inTicks(facts.name)} already exists`,
  },
  account_id_taken: {
    kind: 'conflict',
    says: (facts: { id: string }) => `the account id ${inTicks(facts.id)} is in use`,
  },
  owner_unknown: { kind: 'invalid', says: (facts: { id: string }) => `no user with the id ${inTicks(facts.id)}` },
  version_outdated: { kind: 'outdated', says: () => 'this was changed since it was read; read it again' },
  policy_statement_taken: { kind: 'conflict', says: () => 'a policy with this statement already exists for the scope' },
  last_master_admin: {
    kind: 'conflict',
    says: () => 'this would leave the account without an active Master Admin',
  },
  folder_path_unfit: {
    kind: 'invalid',
    says: (facts: { path: string; why: string }) => `the folder path ${inTicks(facts.path)} ${facts.why}`,
  },
  // What the vendor's clients look for (api-surface 5).
  folder_unknown: { kind: 'not_found', says: (facts: { path: string }) => `Can't find folder with path ${facts.path}` },
  folder_name_taken: {
    kind: 'conflict',
    says: (facts: { path: string }) => `a folder with the path ${inTicks(facts.path)} already exists`,
  },
  folder_into_itself: {
    kind: 'invalid',
    says: (facts: { path: string }) => `${inTicks(facts.path)} lies in the folder that would be moved there`,
  },
  folder_not_empty: {
    kind: 'invalid',
    says: (facts: { path: string }) => `the folder ${inTicks(facts.path)} is not empty: assets lie in it or beneath it`,
  },
  expression_invalid: {
    kind: 'invalid',
    says: (facts: { position: number; why: string }) =>
      `the search expression can't be read at character ${facts.position}: ${facts.why}`,
  },
  // Settings of a library: presets, mappings, transformations, metadata fields and rules.
  setting_unknown: {
    kind: 'not_found',
    says: (facts: { what: string; name: string }) => `Can't find ${facts.what} ${inTicks(facts.name)}`,
  },
  setting_name_taken: {
    kind: 'conflict',
    says: (facts: { what: string; name: string }) => `${facts.what} ${inTicks(facts.name)} already exists`,
  },
  setting_unfit: {
    kind: 'invalid',
    says: (facts: { field: string; why: string }) => `${inTicks(facts.field)} ${facts.why}`,
  },
  folder_mode_fixed: {
    kind: 'conflict',
    says: (facts: { why: string }) => `the folder mode can't be changed: ${facts.why}`,
  },
  role_beyond_own: {
    kind: 'denied',
    says: (facts: { id: string }) => `${inTicks(facts.id)} isn't among the roles that you may give on this folder`,
  },
  // Assets; the words that the vendor's clients look for where facts and api-surface 5 give them.
  asset_unknown: { kind: 'not_found', says: (facts: { name: string }) => `Resource not found - ${facts.name}` },
  public_id_unfit: {
    kind: 'invalid',
    says: (facts: { publicId: string; why: string }) => `public_id (${facts.publicId}) is invalid: it ${facts.why}`,
  },
  // Kept to 400: clients that upload don't show the message of a 409 (api-surface 3.3).
  public_id_taken: {
    kind: 'invalid',
    says: (facts: { field: string; publicId: string }) => `${facts.field} (${facts.publicId}) already exists`,
  },
  preset_unknown: { kind: 'invalid', says: () => 'Upload preset not found' },
  preset_signed: { kind: 'invalid', says: () => 'Upload preset must be whitelisted for unsigned uploads' },
  not_for_unsigned: {
    kind: 'invalid',
    says: (facts: { names: string }) =>
      `not allowed in an unsigned upload, whose preset decides: ${inTicks(facts.names)}`,
  },
  not_for_preset: {
    kind: 'invalid',
    says: (facts: { name: string }) => `the upload preset allows no ${inTicks(facts.name)}`,
  },
  format_not_allowed: {
    kind: 'invalid',
    says: (facts: { format: string }) => `file format ${facts.format} not allowed`,
  },
  renders_nothing: {
    kind: 'invalid',
    says: (facts: { what: string }) =>
      `Rolecall renders no images and analyses none: ${inTicks(facts.what)} is refused`,
  },
  asset_field_unfit: {
    kind: 'invalid',
    says: (facts: { field: string; why: string }) => `${inTicks(facts.field)} ${facts.why}`,
  },
  link_expired: { kind: 'unauthenticated', says: () => 'Request has expired' },
  archive_empty: { kind: 'invalid', says: () => 'No resources to put into the archive' },
  archive_too_large: {
    kind: 'invalid',
    says: (facts: { max: number }) => `Too many resources for one archive. Maximum is ${facts.max}`,
  },
  ...uploadRefusals,
  ...collaborationRefusals,
  unavailable: { kind: 'unavailable', says: () => 'not available now, try again' },
} as const satisfies Record<string, { kind: RefusalKind; says: (facts: never) => string }>

/** One of the keys of {@link refusals}. */
export type RefusalCode = keyof typeof refusals

type FactsOf<C extends RefusalCode> = Parameters<(typeof refusals)[C]['says']> extends [infer F] ? F : undefined

/** What accompanies a refusal besides its facts. */
export interface RefusalDetails {
  readonly fields?: readonly RefusedField[]
  readonly denial?: Denial
  /** With `invalid_policy`: everything that is wrong with the statement. */
  readonly problems?: readonly PolicyProblem[]
  /** More for the caller, by names of the operation's input. */
  readonly more?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** An outcome the caller can act on. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly kind: RefusalKind
  readonly fields: readonly RefusedField[]
  readonly denial: Denial | undefined
  readonly problems: readonly PolicyProblem[]
  readonly more: Readonly<Record<string, unknown>> | undefined

  constructor(code: RefusalCode, message: string, details: RefusalDetails) {
    super(message, { cause: details.cause })
    this.name = 'Refusal'
    this.code = code
    this.kind = refusals[code].kind
    this.fields = details.fields ?? []
    this.denial = details.denial
    this.problems = details.problems ?? []
    this.more = details.more
  }
}

/** Makes a refusal of the registry; `throw refusal('role_name_taken', { name })`. */
export function refusal<C extends RefusalCode>(code: C, facts: FactsOf<C>, details: RefusalDetails = {}): Refusal {
  const says = refusals[code].says as (facts: FactsOf<C>) => string
  return new Refusal(code, says(facts), details)
}
