import { refusal } from '../../domain/errors.ts'
import { toBase32, totpSecretBytes, totpUri } from './totp.ts'
import { writing } from '../operation.ts'
import { hashOfRecoveryCode, recoveryCodeCount, sealedFor, toRecoveryCode, useTotpCode } from './second-factor-code.ts'
import { getOwnUser, ownAccess, requireOwnPassword } from './signed-in.ts'
import { countAttempt, idOfCounted, userText } from './throttle.ts'

/** What an authenticator is set up with; shown once. */
export interface EnrolledFactor {
  /** In base 32. */
  readonly secret: string
  /** The same for a picture that authenticators read. */
  readonly uri: string
}

/** Begins to set up a second factor; it counts when a first code has been given. */
export const enrolSecondFactor = writing<{ readonly password: string }, EnrolledFactor>({
  name: 'second-factor.enrol',
  summary: 'Begin to set up an authenticator for signing in.',
  access: ownAccess,
  prepare: ({ password }, preparing) => requireOwnPassword(preparing, password, 'password'),
  run: async (_, deed) => {
    const { user } = await getOwnUser(deed)
    const { factors } = deed.store.identity
    if ((await factors.find(user))?.isConfirmed === true) throw refusal('second_factor_stands', undefined)
    const { ids, sealer } = deed.house
    const secret = toBase32(Buffer.from(ids.token(), 'base64url').subarray(0, totpSecretBytes))
    const sealed = sealer.seal(sealedFor(user), secret)
    await factors.put(user, { sealed, isConfirmed: false, lastStep: -1, createdAt: deed.at })
    const account = await deed.store.find('account', { id: user.accountId })
    return { secret, uri: totpUri(secret, `Rolecall ${account?.name ?? ''}`.trim(), user.email) }
  },
})

/** Ends setting up a second factor with a first code; gives the recovery codes, which are shown once. */
export const confirmSecondFactor = writing<{ readonly code: string }, { readonly recoveryCodes: readonly string[] }>({
  name: 'second-factor.confirm',
  summary: 'Finish setting up an authenticator with its first code.',
  access: ownAccess,
  prepare: async (_, { house, caller, at }) => {
    const { user } = await getOwnUser({ caller, store: house.store })
    await countAttempt({ rule: 'user', of: userText(user) }, at, house.store.identity)
  },
  run: async ({ code }, deed) => {
    const { user } = await getOwnUser(deed)
    const { identity } = deed.store
    if ((await identity.factors.find(user))?.isConfirmed === true) throw refusal('second_factor_stands', undefined)
    const isRight = await useTotpCode(user, code, deed.at, deed.house.sealer, identity)
    if (!isRight) throw refusal('invalid_fields', undefined, { fields: [{ name: 'code', value: null }] })
    const recoveryCodes = Array.from({ length: recoveryCodeCount }, () =>
      toRecoveryCode(Buffer.from(deed.house.ids.token(), 'base64url')),
    )
    const hashes = recoveryCodes.map((one) => hashOfRecoveryCode(user, one))
    await identity.factors.confirm(user, hashes)
    await identity.attempts.forget(idOfCounted({ rule: 'user', of: userText(user) }))
    return { recoveryCodes }
  },
})

/** Does without a second factor again. */
export const removeSecondFactor = writing<{ readonly password: string }, undefined>({
  name: 'second-factor.remove',
  summary: 'Sign in without an authenticator again.',
  access: ownAccess,
  prepare: ({ password }, preparing) => requireOwnPassword(preparing, password, 'password'),
  run: async (_, deed) => {
    const { user } = await getOwnUser(deed)
    await deed.store.identity.factors.delete(user)
    return undefined
  },
})
