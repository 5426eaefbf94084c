import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { optional } from '../fields.ts'
import { toIso } from './replies.ts'

const source = 'Rolecall: docs/guides/sign-in.md'

/** Lists the sessions of a user. */
export const listUserSessions = endpoint({
  id: 'listUserSessions',
  family: 'session',
  method: 'GET',
  path: '/api/users/{user_id}/sessions',
  operation: 'session.list',
  summary: 'Lists the sessions of a user.',
  source,
  request: z.object({ user_id: z.string().min(1) }),
  success: {
    status: 200,
    schema: z.object({
      sessions: z.array(
        z.object({
          id: z.string(),
          began_at: z.string(),
          seen_at: z.string(),
          ends_at: z.string(),
          address: z.string(),
          agent: z.string(),
        }),
      ),
    }),
  },
  toInput: ({ user_id }) => ({ userId: user_id }),
  toWire: (listed) => ({
    sessions: listed.map(({ session, endsAt }) => ({
      id: session.id,
      began_at: toIso(session.createdAt),
      seen_at: toIso(session.seenAt),
      ends_at: toIso(endsAt),
      address: session.address,
      agent: session.agent,
    })),
  }),
})

/** Ends sessions of a user. */
export const endUserSessions = endpoint({
  id: 'endUserSessions',
  family: 'session',
  method: 'POST',
  path: '/api/users/{user_id}/sessions/end',
  operation: 'session.end',
  summary: 'Ends one session of a user, or all of them.',
  source,
  request: z.object({
    user_id: z.string().min(1),
    session_id: optional(z.string().min(1)).describe('All of them when absent.'),
  }),
  body: ['session_id'],
  success: { status: 204, schema: null },
  toInput: ({ user_id, session_id }) => ({ userId: user_id, sessionId: session_id ?? null }),
  toWire: () => undefined,
})
