import { z } from 'zod'
import { accessTokenSeconds, mostAccessTokens } from '../../domain/access-token.ts'
import type { OutputOf } from '../operation-types.ts'
import { environment, integerOrAbsent, libraryBase, orAbsent } from '../admin/fields.ts'
import { endpoint } from '../endpoint.ts'
import { text } from '../fields.ts'
import { toIso } from '../session/replies.ts'

const source = 'Rolecall: docs/guides/access-tokens.md; RFC 6749, 4.4 and 5.1'
const tokensPath = `${libraryBase}/access_tokens` as const
const listed = z.object({ id: z.string(), created_at: z.string(), expires_at: z.string() })

const spell = ({ id, createdAt, expiresAt }: OutputOf<'access-token.list'>[number]): z.output<typeof listed> => ({
  id,
  created_at: toIso(createdAt),
  expires_at: toIso(expiresAt),
})

/** Makes an access token. Its form is that of OAuth's client credentials, so that clients of it work. */
export const createAccessToken = endpoint({
  id: 'createAccessToken',
  family: 'library',
  method: 'POST',
  path: tokensPath,
  operation: 'access-token.create',
  summary: `Makes an access token for the key that calls, or whoever is signed in; at most ${mostAccessTokens} work at a time.`,
  source,
  request: z.object({
    ...environment,
    scope: orAbsent(z.never()).describe('Leave it out: what a token may do is what its holder may do.'),
    expires_in: integerOrAbsent(accessTokenSeconds.least, accessTokenSeconds.most).describe(
      `For how many seconds it is to work; ${accessTokenSeconds.usual} when absent.`,
    ),
  }),
  body: ['scope', 'expires_in'],
  success: {
    status: 200,
    schema: listed.extend({
      access_token: z.string().describe('Shown once. Goes into the header `Authorization: Bearer …`.'),
      token_type: z.literal('Bearer'),
      expires_in: z.int(),
    }),
  },
  toInput: ({ expires_in }, { environmentId }) => ({ environmentId, seconds: expires_in ?? accessTokenSeconds.usual }),
  toWire: ({ text: token, stored }) => ({
    access_token: token,
    token_type: 'Bearer' as const,
    expires_in: (stored.expiresAt - stored.createdAt) / 1000,
    ...spell(stored),
  }),
})

/** Lists access tokens. */
export const listAccessTokens = endpoint({
  id: 'listAccessTokens',
  family: 'library',
  method: 'GET',
  path: tokensPath,
  operation: 'access-token.list',
  summary: "Lists the caller's own access tokens that work, the oldest first; never their text.",
  source,
  request: z.object(environment),
  success: { status: 200, schema: z.object({ access_tokens: z.array(listed) }) },
  toInput: (_, { environmentId }) => ({ environmentId }),
  toWire: (tokens) => ({ access_tokens: tokens.map(spell) }),
})

/** Revokes one access token. */
export const revokeAccessToken = endpoint({
  id: 'revokeAccessToken',
  family: 'library',
  method: 'DELETE',
  path: `${tokensPath}/{token_id}`,
  operation: 'access-token.end',
  summary: "Revokes one of the caller's own access tokens.",
  source,
  request: z.object({ ...environment, token_id: text }),
  success: { status: 204, schema: null },
  toInput: ({ token_id }, { environmentId }) => ({ environmentId, id: token_id }),
  toWire: () => undefined,
})

/** Revokes all access tokens of the caller. */
export const revokeAccessTokens = endpoint({
  id: 'revokeAccessTokens',
  family: 'library',
  method: 'DELETE',
  path: tokensPath,
  operation: 'access-token.end',
  summary: "Revokes all of the caller's own access tokens of this environment.",
  source,
  request: z.object(environment),
  success: { status: 204, schema: null },
  toInput: (_, { environmentId }) => ({ environmentId, id: null }),
  toWire: () => undefined,
})
