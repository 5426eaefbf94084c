// Callers that hold exactly some permissions.
import { accountKeyId, permissionId, roleId } from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { GivenHouse } from './house.ts'

/** Permissions by the end of their ids, e.g. `roles::view`; those of an environment count in all of them. */
export interface Held {
  readonly account?: readonly string[]
  readonly environment?: readonly string[]
}

let made = 0

/** Makes an account management key that holds exactly some global permissions, through a role of its own per level. */
export async function givenKey(given: GivenHouse, held: Held): Promise<Principal> {
  const { account, house } = given
  const number = ++made
  const key = { type: 'account_key', id: accountKeyId(`K${number}`) } as const
  const dates = { createdAt: given.clock.now, updatedAt: given.clock.now }
  const base = { accountId: account.id, ...dates }
  await given.change(async (transaction) => {
    const [like] = await transaction.list('account_key', account.id, { limit: 1 })
    if (like === undefined) throw new Error('the account has no key to make another like')
    await transaction.put('account_key', { ...like, ...base, id: key.id, name: key.id, isEnabled: true })
    for (const level of ['account', 'environment'] as const) {
      const permissionIds = (held[level] ?? []).map((ending) => permissionId(`cld::policy::global::${ending}`))
      const id = roleId(`held_${level}_${number}`)
      await transaction.put('role', { ...base, id, name: id, description: null, kind: 'global', level, permissionIds })
      await transaction.put('assignment', {
        ...base,
        id: house.ids.assignment(),
        principal: key,
        roleId: id,
        reach: level === 'account' ? { type: 'account' } : { type: 'environment', environmentId: 'all' },
        parameter: null,
        expiresAt: null,
      })
    }
  })
  return key
}
