import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OperationName } from '../api/operation-types.ts'
import { refusal } from '../domain/errors.ts'
import type { AccountId } from '../domain/ids.ts'
import type { House } from '../operations/house.ts'
import type { Letter } from '../operations/identity/letters.ts'
import { useSession } from '../operations/identity/sessions.ts'
import { idOfToken } from '../operations/identity/tokens.ts'
import type { Visitor } from '../operations/identity/visitor.ts'
import type { Authenticated } from './authenticate.ts'
import { describeError, type Log } from './log.ts'
import type { Mailer } from './mail.ts'
import type { LetterKind } from './mail-texts.ts'
import { clearedCookie, readCookie, writeCookie } from './session-cookie.ts'
import { deliver, deliverAll, type PostWiring } from './session-letters.ts'
import { networkOf, refuseForeign, requireOwnPage } from './session-origin.ts'

/** What signing in at this server is like. */
export interface SignInSettings {
  /** Where people reach the console; null: only known by what requests say, so links are for this machine. */
  readonly publicUrl: string | null
  /** Where the server listens, for links when there is no `publicUrl`. */
  readonly localUrl: () => string
  /** Null: nothing is mailed. */
  readonly mailer: Mailer | null
}

/** Sessions as requests carry them. */
export interface SessionDoor {
  /** Null when the request carries no session, or has other credentials: then these alone count.
   * @param accountId the account that the address names, if it names one: a session is good in its own alone
   * @throws Refusal `invalid_credentials`, `foreign_request` */
  readonly findCaller: (request: FastifyRequest, accountId: AccountId | null) => Promise<Authenticated | null>
  /** Refuses what pages of other sites send. @throws Refusal `foreign_request` */
  readonly refuseForeign: (request: FastifyRequest) => void
  /** Where the sender of a request reaches this server; no slash at the end. */
  readonly originOf: (request: FastifyRequest) => string
  /** Somebody who isn't signed in by this request. */
  readonly visitorOf: (request: FastifyRequest) => Visitor
  /** Does what an operation's output asks for: begins and ends cookies, sends letters. Gives what is to be spelled. */
  readonly follow: (operation: OperationName, output: unknown, exchange: Exchange) => Promise<unknown>
}

/** A request and its answer. */
export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Makes the door. */
export function createSessionDoor(
  house: House,
  settings: SignInSettings,
  log: Pick<Log, 'info' | 'warn'>,
): SessionDoor {
  const { publicUrl } = settings
  const isSecure = (request: FastifyRequest): boolean =>
    publicUrl === null ? request.protocol === 'https' : publicUrl.startsWith('https:')
  const secretOf = (request: FastifyRequest): string | null =>
    readCookie(request.headers.cookie, isSecure(request), house.sealer)
  return {
    findCaller: async (request, ofAccount) => {
      const secret = request.headers.authorization === undefined ? secretOf(request) : null
      if (secret === null) return null
      const used = await useSession(secret, house)
      if (used === undefined) throw refusal('invalid_credentials', undefined)
      requireOwnPage(request, used.session.csrfToken, publicUrl)
      const { accountId, userId } = used.found
      if (ofAccount !== null && ofAccount !== accountId) throw refusal('invalid_credentials', undefined)
      return { accountId, by: { type: 'user', id: userId }, session: used.session }
    },
    refuseForeign: (request) => {
      refuseForeign(request, publicUrl)
    },
    originOf: (request) => (publicUrl ?? `${request.protocol}://${request.host}`).replace(/\/$/, ''),
    visitorOf: (request) => {
      const secret = secretOf(request)
      return {
        address: networkOf(request.ip),
        agent: (request.headers['user-agent'] ?? '').slice(0, longestAgent),
        requestId: request.id,
        sessionId: secret === null ? null : idOfToken(secret),
      }
    },
    follow: async (operation, output, { request, reply }) => {
      const effect = effects[operation]
      if (effect === undefined) return output
      const post = { house, log, mailer: settings.mailer, publicUrl: publicUrl ?? settings.localUrl() }
      return effect(output, {
        send: (kind, letter) => deliver(kind, letter, post),
        sendAll: (kind, letters) => deliverAll(kind, letters, post),
        sendLater: (kind, letters) => {
          void sendLater(kind, letters, post)
        },
        begin: (secret) => reply.header('set-cookie', writeCookie(secret, isSecure(request), house.sealer)),
        end: () => reply.header('set-cookie', clearedCookie(isSecure(request))),
      })
    },
  }
}

const longestAgent = 255

interface Effects {
  readonly send: (kind: LetterKind, letter: Letter) => Promise<Letter>
  readonly sendAll: (kind: LetterKind, letters: readonly Letter[]) => Promise<readonly Letter[]>
  readonly sendLater: (kind: LetterKind, letters: Promise<readonly Letter[]>) => void
  readonly begin: (secret: string) => unknown
  readonly end: () => unknown
}

type Effect = (output: unknown, effects: Effects) => unknown

/** The outputs are what the operations of these names give; only the names are known where this is called. */
const effects: Partial<Record<OperationName, Effect>> = {
  'session.begin': beginCookie,
  'session.confirm': beginCookie,
  'session.end-own': endCookie,
  'session.end-all-own': endCookie,
  'password.change': endCookie,
  'invitation.create': async (output, { sendAll }) => {
    const invited = output as { readonly letters: readonly Letter[] }
    return { ...invited, letters: await sendAll('invitation', invited.letters) }
  },
  'invitation.resend': (output, { send }) => send('invitation', output as Letter),
  'password-reset.create': (output, { send }) => send('password_reset', output as Letter),
  'password-reset.request': (output, { sendLater: later }) => {
    later('password_reset', (output as { readonly letters: Promise<readonly Letter[]> }).letters)
    return output
  },
}

function beginCookie(output: unknown, { begin }: Effects): unknown {
  const { secret } = output as { readonly secret?: string }
  if (secret !== undefined) begin(secret)
  return output
}

function endCookie(output: unknown, { end }: Effects): unknown {
  end()
  return output
}

/** Nobody waits for these: the answer must come as fast for an e-mail that nobody has. */
async function sendLater(kind: LetterKind, letters: Promise<readonly Letter[]>, post: PostWiring): Promise<void> {
  try {
    await deliverAll(kind, await letters, post)
  } catch (error) {
    post.log.warn({ letter: kind, error: describeError(error) }, 'a letter could not be written')
  }
}
