import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { optional } from '../fields.ts'
import { toIso } from './replies.ts'

const source = 'Rolecall: docs/guides/sign-in.md'

/** Lists the sessions of whoever is signed in. */
export const listOwnSessions = endpoint({
  id: 'listOwnSessions',
  family: 'session',
  method: 'GET',
  path: '/api/sessions',
  operation: 'session.list-own',
  summary: 'Lists where one is signed in, the oldest first.',
  source,
  request: z.object({}),
  success: {
    status: 200,
    schema: z.object({
      sessions: z.array(
        z.object({
          id: z.string(),
          is_this: z.boolean().describe('The session that asks.'),
          began_at: z.string(),
          seen_at: z.string(),
          ends_at: z.string().describe('If it is not used again.'),
          address: z.string(),
          agent: z.string(),
        }),
      ),
    }),
  },
  toInput: (wire) => wire,
  toWire: (listed) => ({
    sessions: listed.map(({ session, endsAt, isThis }) => ({
      id: session.id,
      is_this: isThis,
      began_at: toIso(session.createdAt),
      seen_at: toIso(session.seenAt),
      ends_at: toIso(endsAt),
      address: session.address,
      agent: session.agent,
    })),
  }),
})

/** Ends sessions of whoever is signed in. */
export const endOtherOwnSessions = endpoint({
  id: 'endOtherOwnSessions',
  family: 'session',
  method: 'POST',
  path: '/api/sessions/end',
  operation: 'session.end-other-own',
  summary: 'Ends one of one’s sessions, or all but the one that asks.',
  source,
  request: z.object({
    session_id: optional(z.string().min(1)).describe('All but the one that asks when absent.'),
  }),
  body: ['session_id'],
  success: { status: 204, schema: null },
  toInput: ({ session_id }) => ({ sessionId: session_id ?? null }),
  toWire: () => undefined,
})
