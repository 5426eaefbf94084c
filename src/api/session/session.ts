import { z } from 'zod'
import { accountId } from '../../domain/ids.ts'
import { plans } from '../../domain/plan.ts'
import { endpoint } from '../endpoint.ts'
import { optional } from '../fields.ts'
import { namedAccount, secretText, signedInUser, spellAccount, spellUser, toIso } from './replies.ts'

const source = 'Rolecall: docs/guides/sign-in.md'
const csrfToken = z.string().describe('Goes into the header `X-CSRF-Token` of every request that changes something.')

/** Signs in; the session comes as a cookie. */
export const signIn = endpoint({
  id: 'signIn',
  family: 'session',
  method: 'POST',
  path: '/api/session',
  operation: 'session.begin',
  summary: 'Signs in with e-mail and password. Answers with a cookie, or with what is still needed.',
  source,
  isPublic: true,
  request: z.object({
    email: z.string().min(1).max(1000),
    password: secretText,
    account_id: optional(z.string().min(1)).describe('Where e-mail and password fit in several accounts.'),
  }),
  body: ['email', 'password', 'account_id'],
  success: {
    status: 200,
    schema: z.discriminatedUnion('type', [
      z.object({ type: z.literal('signed_in'), user: signedInUser, csrf_token: csrfToken }),
      z.object({ type: z.literal('second_factor'), token: z.string().describe('Works for five minutes.') }),
      z.object({ type: z.literal('choose_account'), accounts: z.array(namedAccount) }),
    ]),
  },
  toInput: ({ email, password, account_id }) => ({
    email,
    password,
    accountId: typeof account_id === 'string' ? accountId(account_id) : null,
  }),
  toWire: (output) => {
    if (output.type === 'second_factor') return { type: output.type, token: output.token }
    if (output.type === 'choose_account') return { type: output.type, accounts: output.accounts.map(spellAccount) }
    return { type: output.type, user: spellUser(output.user), csrf_token: output.csrfToken }
  },
})

/** Finishes signing in with a code. */
export const confirmSignIn = endpoint({
  id: 'confirmSignIn',
  family: 'session',
  method: 'POST',
  path: '/api/session/second-factor',
  operation: 'session.confirm',
  summary: 'Finishes signing in with a code of the authenticator, or a recovery code. Answers with a cookie.',
  source,
  isPublic: true,
  request: z.object({ token: secretText, code: secretText }),
  body: ['token', 'code'],
  success: { status: 200, schema: z.object({ user: signedInUser, csrf_token: csrfToken }) },
  toInput: (wire) => wire,
  toWire: (output) => ({ user: spellUser(output.user), csrf_token: output.csrfToken }),
})

/** Shows who is signed in. */
export const getSession = endpoint({
  id: 'getSession',
  family: 'session',
  method: 'GET',
  path: '/api/session',
  operation: 'session.get',
  summary: 'Shows who is signed in.',
  source,
  request: z.object({}),
  success: {
    status: 200,
    schema: z.object({
      user: signedInUser,
      account: namedAccount.extend({ plan: z.enum(plans), assets_advanced: z.boolean() }),
      environments: z
        .array(z.object({ id: z.string(), name: z.string(), cloud_name: z.string() }))
        .describe('Those that are open to the user.'),
      csrf_token: csrfToken,
      began_at: z.string(),
      ends_at: z.string().describe('If it is not used again.'),
      has_second_factor: z.boolean(),
      recovery_codes_left: z.int(),
      capabilities: z.record(z.string(), z.array(z.string())).describe('Actions on each type as a whole.'),
    }),
  },
  toInput: (wire) => wire,
  toWire: (output) => ({
    user: spellUser(output.user),
    account: {
      ...spellAccount(output.account),
      plan: output.account.plan,
      assets_advanced: output.account.assetsAdvanced,
    },
    environments: output.environments.map(({ id, name, cloudName }) => ({ id, name, cloud_name: cloudName })),
    csrf_token: output.session.csrfToken,
    began_at: toIso(output.beganAt),
    ends_at: toIso(output.endsAt),
    has_second_factor: output.hasSecondFactor,
    recovery_codes_left: output.recoveryCodesLeft,
    capabilities: Object.fromEntries(Object.entries(output.capabilities).map(([type, all]) => [type, [...all]])),
  }),
})

/** Signs out. */
export const signOut = endpoint({
  id: 'signOut',
  family: 'session',
  method: 'DELETE',
  path: '/api/session',
  operation: 'session.end-own',
  summary: 'Signs out.',
  source,
  request: z.object({}),
  success: { status: 204, schema: null },
  toInput: (wire) => wire,
  toWire: () => undefined,
})

/** Signs out everywhere. */
export const signOutEverywhere = endpoint({
  id: 'signOutEverywhere',
  family: 'session',
  method: 'POST',
  path: '/api/sessions/end-all',
  operation: 'session.end-all-own',
  summary: 'Signs out everywhere, here included.',
  source,
  request: z.object({}),
  success: { status: 204, schema: null },
  toInput: (wire) => wire,
  toWire: () => undefined,
})
