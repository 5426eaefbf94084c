import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import { environment, filledText, instantOrAbsent, libraryBase } from '../admin/fields.ts'
import { endpoint } from '../endpoint.ts'
import { flag, optional, text } from '../fields.ts'
import type { InputOf } from '../operation-types.ts'
import { linkTargetType, publicLink, spellLink } from './public-link-replies.ts'

const source = 'Rolecall: docs/guides/working-together.md'
const base = `${libraryBase}/public-links` as const
const one = `${base}/{link_id}` as const
const named = { ...environment, link_id: filledText }
const usualLimit = 50
const choice = {
  target_type: linkTargetType.optional().describe('With `target_id`: the links of one asset, folder or collection.'),
  target_id: optional(filledText),
  created_by: optional(filledText).describe('Those of one maker, as `user:id` or `api_key:id`.'),
}
const password = optional(text).describe('10 to 256 characters.')
const expiry = instantOrAbsent.describe('It is dead from exactly this instant on.')

interface SentChoice {
  readonly target_type?: 'asset' | 'folder' | 'collection' | undefined
  readonly target_id?: string | null | undefined
  readonly created_by?: string | null | undefined
}

/** @throws Refusal `missing_fields` when one half of a target is missing */
function readChoice({ target_type: type, target_id: id, created_by }: SentChoice) {
  const isNamed = id !== undefined && id !== null
  if (isNamed !== (type !== undefined)) {
    const fields = [{ name: isNamed ? 'target_type' : 'target_id' }]
    throw refusal('missing_fields', undefined, { fields })
  }
  const target = type === undefined || !isNamed ? null : { type, id }
  return { target, createdBy: created_by ?? null } satisfies Partial<InputOf<'public-link.list'>>
}

/** Lists public links. */
export const listPublicLinks = endpoint({
  id: 'listPublicLinks',
  family: 'library',
  method: 'GET',
  path: base,
  operation: 'public-link.list',
  summary: 'Lists the public links that the caller may manage, newest first; all for who may read public links.',
  source,
  request: z.object({
    ...environment,
    ...choice,
    limit: optional(z.coerce.number().int().min(1).max(200)),
    cursor: optional(filledText).describe('`next_cursor` of the page before.'),
  }),
  success: {
    status: 200,
    schema: z.object({ public_links: z.array(publicLink), next_cursor: z.string().nullable() }),
  },
  toInput: ({ limit, cursor, ...sent }, { environmentId }) => ({
    environmentId,
    ...readChoice(sent),
    limit: limit ?? usualLimit,
    cursor: cursor ?? null,
  }),
  toWire: ({ links, nextCursor }, facts) => ({
    public_links: links.map((link) => spellLink(link, facts)),
    next_cursor: nextCursor,
  }),
})

/** Shows a public link. */
export const getPublicLink = endpoint({
  id: 'getPublicLink',
  family: 'library',
  method: 'GET',
  path: one,
  operation: 'public-link.get',
  summary: 'Shows a public link, with its address.',
  source,
  request: z.object(named),
  success: { status: 200, schema: publicLink },
  toInput: ({ link_id }, { environmentId }) => ({ environmentId, linkId: link_id }),
  toWire: spellLink,
})

/** Makes a public link. */
export const createPublicLink = endpoint({
  id: 'createPublicLink',
  family: 'library',
  method: 'POST',
  path: base,
  operation: 'public-link.create',
  summary: 'Makes a public link; it shows what the caller may show, for as long as the caller may.',
  source,
  request: z.object({
    ...environment,
    target: z.object({ type: linkTargetType, id: filledText }),
    title: optional(text).describe('What visitors read above it; else the name of the target.'),
    allow_download: flag.optional().describe('Whether visitors may save the originals that its maker may download.'),
    password,
    expires_at: expiry,
  }),
  body: ['target', 'title', 'allow_download', 'password', 'expires_at'],
  success: { status: 201, schema: publicLink },
  toInput: ({ target, title, allow_download, password: sent, expires_at }, { environmentId }) => ({
    environmentId,
    target,
    title: title ?? null,
    allowsDownload: allow_download ?? false,
    password: sent ?? null,
    expiresAt: expires_at ?? null,
  }),
  toWire: spellLink,
})

/** Changes a public link. */
export const updatePublicLink = endpoint({
  id: 'updatePublicLink',
  family: 'library',
  method: 'PUT',
  path: one,
  operation: 'public-link.update',
  summary: 'Changes a public link; what is left out stays. Only its maker may open it further.',
  source,
  request: z.object({
    ...named,
    title: text.optional(),
    allow_download: flag.optional(),
    password: optional(text).describe('10 to 256 characters; null takes it away.'),
    expires_at: instantOrAbsent.describe('Null: never.'),
  }),
  body: ['title', 'allow_download', 'password', 'expires_at'],
  success: { status: 200, schema: publicLink },
  toInput: ({ link_id, title, allow_download, password: sent, expires_at }, { environmentId }) => ({
    environmentId,
    linkId: link_id,
    title,
    allowsDownload: allow_download,
    password: sent,
    expiresAt: expires_at,
  }),
  toWire: spellLink,
})

/** Revokes a public link. */
export const deletePublicLink = endpoint({
  id: 'deletePublicLink',
  family: 'library',
  method: 'DELETE',
  path: one,
  operation: 'public-link.delete',
  summary: 'Revokes a public link: its address leads nowhere any more.',
  source,
  request: z.object(named),
  success: { status: 204, schema: null },
  toInput: ({ link_id }, { environmentId }) => ({ environmentId, linkId: link_id }),
  toWire: () => undefined,
})

/** Revokes many public links. */
export const deletePublicLinks = endpoint({
  id: 'deletePublicLinks',
  family: 'library',
  method: 'DELETE',
  path: base,
  operation: 'public-link.delete-all',
  summary: 'Revokes every public link that the caller may manage: of one target, of one maker, or all.',
  source,
  request: z.object({
    ...environment,
    ...choice,
    all: flag.optional().describe('Needed when neither a target nor a maker is named.'),
  }),
  success: { status: 200, schema: z.object({ revoked: z.int() }) },
  toInput: ({ all, ...sent }, { environmentId }) => {
    const read = readChoice(sent)
    if (read.target === null && read.createdBy === null && all !== true)
      throw refusal('missing_fields', undefined, { fields: [{ name: 'all' }] })
    return { environmentId, ...read }
  },
  toWire: ({ count }) => ({ revoked: count }),
})
