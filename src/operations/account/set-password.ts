import type { UserRecord } from '../../domain/records.ts'
import { hashPassword } from '../bootstrap/hash-password.ts'
import { readNewPassword } from '../identity/passwords.ts'
import { writing } from '../operation.ts'
import { getUserRecord } from '../users/user-rules.ts'

/** Gives a user a password, which ends what was signed in before; one who was invited is then no longer waited for. */
export const setPassword = writing<{ readonly userId: string; readonly password: string }, UserRecord>({
  name: 'user.set-password',
  summary: 'Give a user a password.',
  access: {
    type: 'operator',
    why: 'whoever sets a password can act as that user; people set their own in another way',
  },
  run: async ({ userId, password }, deed) => {
    const user = await getUserRecord(deed, userId)
    const hash = await hashPassword(readNewPassword(password, user.email))
    const accepted = user.isPending ? { ...user, isPending: false, updatedAt: deed.at } : user
    await deed.store.put('user', accepted)
    await deed.store.putPasswordHash(user, hash)
    return accepted
  },
})
