import { z } from 'zod'
import type { OutputOf } from '../operation-types.ts'

/** What public links show. */
export const linkTargetType = z.enum(['asset', 'folder', 'collection'])

/** A public link as our own API spells it. */
export const publicLink = z
  .object({
    id: z.string(),
    title: z.string(),
    target: z.object({ type: linkTargetType, id: z.string() }),
    address: z
      .string()
      .nullable()
      .describe('What opens it, for who may manage the links of its target; null for who may only know of it.'),
    allow_download: z.boolean(),
    has_password: z.boolean(),
    expires_at: z.string().nullable(),
    status: z
      .enum(['open', 'expired', 'right_lost'])
      .describe('`right_lost`: its maker is gone or inactive, or may not have it any more; it opens to nobody.'),
    visits: z.int(),
    last_visit_at: z.string().nullable(),
    created_by: z.string().describe('On whose rights it lives, as `type:id`.'),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: 'PublicLink' })

const toIso = (at: number): string => new Date(at).toISOString()

/** Spells a public link; its address begins where the caller reaches this server. */
export const spellLink = (
  { link, status, visits, lastVisitAt, token }: OutputOf<'public-link.get'>,
  { origin }: { readonly origin: string },
): z.output<typeof publicLink> => ({
  id: link.id,
  title: link.title,
  target: { type: link.target.type, id: link.target.id },
  address: token === null ? null : `${origin}/p/${token}`,
  allow_download: link.allowsDownload,
  has_password: link.hasPassword,
  expires_at: link.expiresAt === null ? null : toIso(link.expiresAt),
  status,
  visits,
  last_visit_at: lastVisitAt === null ? null : toIso(lastVisitAt),
  created_by: link.createdBy,
  created_at: toIso(link.createdAt),
  updated_at: toIso(link.updatedAt),
})

/** The public links that views of access mention. */
export const mentionedLinks = z
  .array(
    z.object({
      id: z.string().nullable(),
      target: z.object({ type: linkTargetType, id: z.string() }),
      created_by: z.string(),
      expires_at: z.string().nullable(),
    }),
  )
  .describe('By these anyone who has their address sees it; `id` is null where the caller may not manage the link.')

type Mentioned = OutputOf<'folder-role.list'>['publicLinks'][number]

/** Spells a public link that a view of access mentions. */
export const spellMentionedLink = ({
  linkId,
  target,
  createdBy,
  expiresAt,
}: Mentioned): z.output<typeof mentionedLinks>[number] => ({
  id: linkId,
  target: { type: target.type, id: target.id },
  created_by: createdBy,
  expires_at: expiresAt === null ? null : toIso(expiresAt),
})
