import type { AccountId } from '../domain/ids.ts'
import type { Accounts } from '../operations/accounts.ts'
import { describeError, type Log } from './log.ts'

/** Loads the engines of accounts before anyone asks for them. */
export interface AccountLoading {
  /** Begins to load what isn't loaded, where that isn't under way; tells whether an account has still to be waited for. */
  readonly isNeeded: () => Promise<boolean>
  /** Ends when the account under way is loaded. */
  readonly stop: () => Promise<void>
}

/**
 * Loads accounts one after another, beside all else. One that can't be loaded is logged and waited for no longer: whoever
 * asks for it learns what is wrong, and the others are served.
 */
export function createLoading(accounts: Accounts, log: Log): AccountLoading {
  const failed = new Set<AccountId>()
  let running: Promise<void> | null = null
  let isStopped = false

  const list = async (): Promise<readonly AccountId[]> =>
    (await accounts.listUnloaded()).filter((id) => !failed.has(id))
  const load = async (ids: readonly AccountId[]): Promise<void> => {
    for (const accountId of ids) {
      if (isStopped) return
      try {
        await accounts.engineOf(accountId)
      } catch (error) {
        failed.add(accountId)
        log.error({ accountId, error: describeError(error) }, 'an account could not be loaded')
      }
    }
  }
  return {
    isNeeded: async () => {
      const waiting = await list()
      if (waiting.length > 0 && !isStopped) running ??= load(waiting).finally(() => (running = null))
      return waiting.length > 0
    },
    stop: async () => {
      isStopped = true
      await running
    },
  }
}
