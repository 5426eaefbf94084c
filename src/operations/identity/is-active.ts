import type { AccountId } from '../../domain/ids.ts'
import type { Principal } from '../../domain/principal.ts'
import type { House } from '../house.ts'

/** Who calls, in which account. */
export interface KnownCaller {
  readonly accountId: AccountId
  readonly by: Principal
}

/** Tells whether a key is enabled, or a user may sign in, as far as the engine knows. */
export async function isActive(
  { accountId, by }: KnownCaller,
  { accounts }: Pick<House, 'accounts'>,
): Promise<boolean> {
  const engine = await accounts.engineOf(accountId)
  return engine.snapshot.holders.find(by)?.isActive === true
}

/** The same of whom the store knows; another node may have made it a moment ago. */
export async function isActiveByNow(caller: KnownCaller, house: Pick<House, 'accounts'>): Promise<boolean> {
  if (await isActive(caller, house)) return true
  await house.accounts.follow()
  return isActive(caller, house)
}
