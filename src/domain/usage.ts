import type { EnvironmentId } from './ids.ts'
import type { Instant } from './instant.ts'
import type { KeyKind } from './principal.ts'

/** A month of the calendar, in UTC: `2026-11`. Months compare as texts. */
export type Month = `${number}-${number}`

/** When a key was last used, to the hour, and for which operation. */
export interface KeyUse {
  readonly kind: KeyKind
  readonly id: string
  /** The beginning of the hour. */
  readonly at: Instant
  /** The operation's name, e.g. `role.list`. */
  readonly operation: string
}

/** How much of one metric was used in one month. */
export interface UsageCount {
  /** Null for what belongs to the account and to none of its environments. */
  readonly environmentId: EnvironmentId | null
  readonly month: Month
  /** What was counted, e.g. `requests`. */
  readonly metric: string
  /** A whole number, in the metric's own unit. */
  readonly value: number
}

/** Uses and counts that are to be added to those noted before. */
export interface Usage {
  readonly keyUses: readonly KeyUse[]
  readonly counts: readonly UsageCount[]
}

/** The beginning of the hour that an instant is in. */
export const hourOf = (at: Instant): Instant => at - (at % 3_600_000)

/** The month that an instant is in. */
export const monthOf = (at: Instant): Month => new Date(at).toISOString().slice(0, 7) as Month
