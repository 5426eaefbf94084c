import { refusal } from '../../domain/errors.ts'
import { principal, type Principal } from '../../domain/principal.ts'
import { makeAccountKey } from '../account-keys/write-account-keys.ts'
import { writing } from '../operation.ts'
import { getUserRecord } from '../users/user-rules.ts'
import { giveMasterRoles } from './master-roles.ts'

/** Who is to be Master Admin: a user that exists, or a key that is made for it. */
export type RescuedAdmin = { readonly userId: string } | { readonly newKeyName: string }

/** The Master Admin, and of a new key the secret. */
export interface Rescue {
  readonly principal: Principal
  readonly secret: string | null
}

/**
 * Makes a user or a new account management key Master Admin of the account and all its environments: the way back in for
 * an account whose administrators are gone. A disabled user is enabled, and every environment is open to it.
 */
export const rescueAdmin = writing<RescuedAdmin, Rescue>({
  name: 'account.rescue-admin',
  summary: 'Make a user or a new key Master Admin again.',
  access: { type: 'operator', why: 'it goes round every rule of the account, so it takes being at the machine' },
  run: async (input, deed) => {
    if ('newKeyName' in input) {
      const { key, secret } = await makeAccountKey({ name: input.newKeyName, isEnabled: true }, deed)
      const holder = principal('account_key', key.id)
      await giveMasterRoles(holder, deed)
      return { principal: holder, secret }
    }
    const user = await getUserRecord(deed, input.userId)
    if (user.isPending)
      throw refusal('not_permitted_here', {
        why: 'this user has not accepted the invitation yet, so give it a password first',
      })
    if (!user.isEnabled || !user.hasAllEnvironments) {
      await deed.store.put('user', { ...user, isEnabled: true, hasAllEnvironments: true, updatedAt: deed.at })
    }
    const holder = principal('user', user.id)
    await giveMasterRoles(holder, deed)
    return { principal: holder, secret: null }
  },
})
