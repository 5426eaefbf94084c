import type { AccountId } from './ids.ts'
import type { Instant } from './instant.ts'
import type { Principal } from './principal.ts'
import type { Noun, Records } from './records.ts'

/** One record made (`before` null), changed, or removed (`after` null). */
export type Change = {
  readonly [N in Noun]: {
    readonly noun: N
    readonly before: Records[N] | null
    readonly after: Records[N] | null
  }
}[Noun]

/** Who caused a change: a principal of the account, the operator at the machine, or an unsigned upload preset by its name. */
export type Author =
  Principal | { readonly type: 'operator'; readonly id: string } | { readonly type: 'preset'; readonly id: string }

/** One transaction of one account, as the change log keeps it; revisions are gapless and in commit order. */
export interface ChangeEntry {
  readonly accountId: AccountId
  /** 1 for the first change of an account. */
  readonly revision: number
  readonly at: Instant
  readonly by: Author
  /** The operation's name, e.g. `role.create`. */
  readonly operation: string
  readonly requestId: string | null
  /** In the order they were made. */
  readonly changes: readonly Change[]
}
