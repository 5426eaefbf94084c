import { z } from 'zod'
import { accountId } from '../../domain/ids.ts'
import { endpoint } from '../endpoint.ts'
import { optional } from '../fields.ts'
import { secretText, sentLink, spellLetter } from './replies.ts'

const source = 'Rolecall: docs/guides/sign-in.md'

/** Changes the own password. */
export const changePassword = endpoint({
  id: 'changePassword',
  family: 'session',
  method: 'POST',
  path: '/api/password',
  operation: 'password.change',
  summary: 'Changes the own password; every session ends, this one included.',
  source,
  request: z.object({ old_password: secretText, new_password: secretText }),
  body: ['old_password', 'new_password'],
  success: { status: 204, schema: null },
  toInput: (wire) => ({ oldPassword: wire.old_password, newPassword: wire.new_password }),
  toWire: () => undefined,
})

/** Asks for a link to set a new password. */
export const requestPasswordReset = endpoint({
  id: 'requestPasswordReset',
  family: 'session',
  method: 'POST',
  path: '/api/password-resets',
  operation: 'password-reset.request',
  summary: 'Asks for a link to set a new password; it goes by mail. The answer is the same for any e-mail.',
  source,
  isPublic: true,
  request: z.object({ email: z.string().min(1).max(1000), account_id: optional(z.string().min(1)) }),
  body: ['email', 'account_id'],
  success: { status: 204, schema: null },
  toInput: ({ email, account_id }) => ({
    email,
    accountId: typeof account_id === 'string' ? accountId(account_id) : null,
  }),
  toWire: () => undefined,
})

/** Sets a new password by a link. */
export const completePasswordReset = endpoint({
  id: 'completePasswordReset',
  family: 'session',
  method: 'POST',
  path: '/api/password-resets/complete',
  operation: 'password-reset.complete',
  summary: 'Sets a new password with the token of a link; every session of the user ends.',
  source,
  isPublic: true,
  request: z.object({ token: secretText, password: secretText }),
  body: ['token', 'password'],
  success: { status: 204, schema: null },
  toInput: (wire) => wire,
  toWire: () => undefined,
})

/** Makes a link by which a user sets a new password. */
export const createPasswordReset = endpoint({
  id: 'createPasswordReset',
  family: 'session',
  method: 'POST',
  path: '/api/users/{user_id}/password-reset',
  operation: 'password-reset.create',
  summary: 'Makes a link by which a user sets a new password; it goes by mail, or is shown to be handed on.',
  source,
  request: z.object({ user_id: z.string().min(1) }),
  success: { status: 200, schema: sentLink },
  toInput: ({ user_id }) => ({ userId: user_id }),
  toWire: spellLetter,
})
