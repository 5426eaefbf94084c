export type { ContextValue } from './context.ts'
import type { ContextValue } from './context.ts'
import type { PolicyId } from './ids.ts'
import type { ResourceName } from './entity.ts'
import type { Principal } from './principal.ts'
import type { Scope } from './scope.ts'
import type { Instant } from './instant.ts'

/** One question to the engine. The action is written without a namespace when it is `Cloudinary`. */
export interface AuthorizationRequest {
  readonly principal: Principal
  readonly action: string
  readonly resource: ResourceName
  readonly scope: Scope
  readonly context?: Readonly<Record<string, ContextValue>>
  /** Assignments that have expired by then don't count. */
  readonly at: Instant
}

/** The gates before and around the policies, in the order they are tried. */
export const gateNames = [
  'principal_active',
  'account_active',
  'environment_enabled',
  'environment_access',
  'resource_known',
  'library_access',
] as const

/** One of {@link gateNames}. `environment_access` is for users only, `library_access` for content roles only. */
export type GateName = (typeof gateNames)[number]

/** One gate that was tried. A failed `library_access` closes content roles only; every other one closes all. */
export interface Gate {
  readonly gate: GateName
  readonly isPassed: boolean
}

/** A policy that could not be evaluated. One in a `forbid` denies. */
export interface PolicyFault {
  readonly policyId: PolicyId
  readonly message: string
}

/** An allow always names a policy. A deny with no reason and no fault means that nothing permits it. */
export type Decision =
  | {
      readonly outcome: 'allow'
      readonly reasons: readonly [PolicyId, ...PolicyId[]]
      readonly faults: readonly PolicyFault[]
      readonly gates: readonly Gate[]
    }
  | {
      readonly outcome: 'deny'
      readonly reasons: readonly PolicyId[]
      readonly faults: readonly PolicyFault[]
      readonly gates: readonly Gate[]
    }
