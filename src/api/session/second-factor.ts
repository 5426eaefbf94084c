import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { secretText } from './replies.ts'

const source = 'Rolecall: docs/guides/sign-in.md'

/** Begins to set up an authenticator. */
export const enrolSecondFactor = endpoint({
  id: 'enrolSecondFactor',
  family: 'session',
  method: 'POST',
  path: '/api/second-factor',
  operation: 'second-factor.enrol',
  summary: 'Begins to set up an authenticator: RFC 6238, SHA-1, six digits, 30 seconds.',
  source,
  request: z.object({ password: secretText }),
  body: ['password'],
  success: {
    status: 200,
    schema: z.object({ secret: z.string(), uri: z.string().describe('For a picture that authenticators read.') }),
  },
  toInput: (wire) => wire,
  toWire: ({ secret, uri }) => ({ secret, uri }),
})

/** Finishes setting up an authenticator. */
export const confirmSecondFactor = endpoint({
  id: 'confirmSecondFactor',
  family: 'session',
  method: 'POST',
  path: '/api/second-factor/confirm',
  operation: 'second-factor.confirm',
  summary: 'Finishes setting up an authenticator with its first code; shows the recovery codes, once.',
  source,
  request: z.object({ code: secretText }),
  body: ['code'],
  success: { status: 200, schema: z.object({ recovery_codes: z.array(z.string()) }) },
  toInput: (wire) => wire,
  toWire: ({ recoveryCodes }) => ({ recovery_codes: [...recoveryCodes] }),
})

/** Does without an authenticator again. */
export const removeSecondFactor = endpoint({
  id: 'removeSecondFactor',
  family: 'session',
  method: 'POST',
  path: '/api/second-factor/remove',
  operation: 'second-factor.remove',
  summary: 'Does without an authenticator again.',
  source,
  request: z.object({ password: secretText }),
  body: ['password'],
  success: { status: 204, schema: null },
  toInput: (wire) => wire,
  toWire: () => undefined,
})

/** Takes away the second factor of a user who has lost it. */
export const clearSecondFactor = endpoint({
  id: 'clearSecondFactor',
  family: 'session',
  method: 'POST',
  path: '/api/users/{user_id}/second-factor/clear',
  operation: 'second-factor.clear',
  summary: 'Takes away the second factor of a user who has lost it.',
  source,
  request: z.object({ user_id: z.string().min(1) }),
  success: { status: 204, schema: null },
  toInput: ({ user_id }) => ({ userId: user_id }),
  toWire: () => undefined,
})
