import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../domain/errors.ts'
import type { House } from '../operations/house.ts'
import type { Reading } from '../operations/operation.ts'
import { perform } from '../operations/perform.ts'
import { findOpenLink, knowsPassword, type OpenLink } from '../operations/public-links/find-open-link.ts'
import { downloadFromLink, showLinkThumbnail, visitLink } from '../operations/public-links/visit-link.ts'
import type { Sendable } from '../operations/assets/download-file.ts'
import { sendOutput } from './delivery-output.ts'
import { hasPass, writePass } from './public-page-cookie.ts'
import { closedPage, contentPage, passwordPage, type Page } from './public-page-html.ts'
import type { SessionDoor } from './session-door.ts'
import { meteredBlobs } from './metered-blobs.ts'

/** What pages of public links are served with. */
export interface PublicPageWiring {
  readonly house: House
  readonly door: Pick<SessionDoor, 'originOf' | 'visitorOf'>
}

/**
 * Serves public links at `/p/{token}`: pages for visitors without credentials, who are shown what the link's maker may show
 * at that moment. Everything that doesn't open is answered with one and the same page, whatever the reason.
 */
export function registerPublicPages(app: FastifyInstance, wiring: PublicPageWiring): void {
  for (const url of ['/p/:token', '/p/:token/'])
    app.get(url, (request, reply) => answered(reply, () => showPage(request, reply, wiring)))
  app.post('/p/:token', { bodyLimit: longestForm }, (request, reply) =>
    answered(reply, () => takePassword(request, reply, wiring)),
  )
  app.get('/p/:token/thumbnail/:asset_id', (request, reply) =>
    answered(reply, () => sendShown(request, reply, showLinkThumbnail, wiring)),
  )
  app.get('/p/:token/download/:asset_id', (request, reply) =>
    answered(reply, () => sendShown(request, reply, downloadFromLink, wiring)),
  )
  for (const url of ['/p/', '/p/:token/:rest']) app.get(url, (_request, reply) => sendPage(reply, 404, closedPage))
}

const longestForm = 8192

/** What an operation refuses, whatever it is, a visitor is told as that the link doesn't work. */
async function answered(reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) return sendPage(reply, 404, closedPage)
    throw error
  }
}

async function showPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { house }: PublicPageWiring,
): Promise<FastifyReply> {
  const open = await findOpenLink(house, tokenOf(request), request.id)
  if (open === null) return sendPage(reply, 404, closedPage)
  if (!isPassed(request, open, house)) return sendPage(reply, 200, passwordPage(addressOf(request), null))
  const cursor = cursorOf(request)
  const { output } = await perform(house, open.maker, visitLink, { ...namesOf(open), cursor })
  // A visit is one page that somebody begins with; neither the next pages nor the pictures are counted.
  if (cursor === null && request.method === 'GET') await house.store.countVisit(open.link, house.clock())
  return sendPage(reply, 200, contentPage(addressOf(request), output, cursor === null))
}

async function takePassword(
  request: FastifyRequest,
  reply: FastifyReply,
  { house, door }: PublicPageWiring,
): Promise<FastifyReply> {
  const open = await findOpenLink(house, tokenOf(request), request.id)
  if (open === null) return sendPage(reply, 404, closedPage)
  const address = addressOf(request)
  if (open.link.hasPassword) {
    const network = door.visitorOf(request).address
    const password = passwordIn(request)
    try {
      if (!(await knowsPassword(open, { password, network }, house)))
        return await sendPage(reply, 403, passwordPage(address, 'That is not the password.'))
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'too_many_attempts') throw error
      const wait = Number(error.more?.retryAfter ?? 0)
      const says = `Too many attempts. Try again in ${wait} ${wait === 1 ? 'second' : 'seconds'}.`
      return sendPage(reply.header('retry-after', wait), 429, passwordPage(address, says))
    }
    const isSecure = door.originOf(request).startsWith('https:')
    reply.header('set-cookie', writePass(open, { address, isSecure, at: house.clock() }, house.sealer))
  }
  return reply.redirect(address, 303)
}

async function sendShown(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Reading<{ environmentId: string; linkId: string; assetId: string }, Extract<Sendable, { type: 'file' }>>,
  { house }: PublicPageWiring,
): Promise<FastifyReply> {
  const open = await findOpenLink(house, tokenOf(request), request.id)
  if (open === null || !isPassed(request, open, house)) return sendPage(reply, 404, closedPage)
  const { asset_id: assetId } = request.params as { readonly asset_id: string }
  const { output } = await perform(house, open.maker, operation, { ...namesOf(open), assetId })
  const { environmentId } = open.link
  const blobs = meteredBlobs(house, { accountId: open.maker.accountId, environmentId })
  return sendOutput({ request, reply: reply.header('x-robots-tag', robots), blobs }, output)
}

const namesOf = ({ link }: OpenLink) => ({ environmentId: link.environmentId, linkId: link.id })

const isPassed = ({ headers }: FastifyRequest, open: OpenLink, { clock, sealer }: House): boolean =>
  !open.link.hasPassword || hasPass(headers.cookie, open, clock(), sealer)

const tokenOf = ({ params }: FastifyRequest): string => (params as { readonly token: string }).token

const addressOf = (request: FastifyRequest): string => `/p/${encodeURIComponent(tokenOf(request))}`

function cursorOf({ query }: FastifyRequest): string | null {
  const { after } = query as { readonly after?: unknown }
  return typeof after === 'string' ? after : null
}

function passwordIn({ body }: FastifyRequest): string {
  const sent = typeof body === 'object' && body !== null && 'password' in body ? body.password : null
  return typeof sent === 'string' ? sent.slice(0, 1024) : ''
}

const robots = 'noindex, nofollow, noarchive'

/** The page runs nothing, asks nobody else for anything, and lies in no frame. */
function sendPage(reply: FastifyReply, status: number, page: Page): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': robots,
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    })
    .send(page(nonce))
}
