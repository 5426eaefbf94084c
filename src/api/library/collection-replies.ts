import { z } from 'zod'
import type { OutputOf } from '../operation-types.ts'
import { fromPrincipal, principalTypeNames } from '../spellings.ts'
import { mentionedLinks, spellMentionedLink } from './public-link-replies.ts'

const toIso = (at: number): string => new Date(at).toISOString()

/** A collection as our own API spells it. */
export const collection = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    dynamic: z.boolean().describe('It fills itself with what `expression` finds among what the viewer may read.'),
    expression: z.string().nullable(),
    cover_asset_id: z.string().nullable(),
    size: z.int().nullable().describe('How many assets it holds; null for a dynamic one.'),
    created_by: z.string().nullable(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: 'Collection' })

type Shown = OutputOf<'collection.get'>

/** Spells a collection. */
export const spellCollection = ({ collection: one, size }: Shown): z.output<typeof collection> => ({
  id: one.id,
  name: one.name,
  description: one.description,
  dynamic: one.isDynamic,
  expression: one.expression,
  cover_asset_id: one.coverAssetId,
  size,
  created_by: one.createdBy,
  created_at: toIso(one.createdAt),
  updated_at: toIso(one.updatedAt),
})

/** What somebody sees of an asset who sees what holds it: a collection, or a proof. */
export const assetPreview = z.object({
  asset_id: z.string(),
  display_name: z.string(),
  resource_type: z.string(),
  format: z.string().nullable(),
  bytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  has_thumbnail: z.boolean(),
  readable: z.boolean().describe('Whether the caller may read the asset itself, outside of here.'),
})

/** The same of an asset in a collection. */
export const memberPreview = assetPreview.extend({ added_at: z.string().nullable() }).meta({ id: 'MemberPreview' })

type Member = OutputOf<'collection.list-assets'>['members'][number]

/** Spells what is seen of an asset in a collection. */
export const spellMember = ({ addedAt, ...member }: Member): z.output<typeof memberPreview> => ({
  ...spellPreview(member),
  added_at: addedAt === null ? null : toIso(addedAt),
})

/** Spells what is seen of an asset in what holds it. */
export const spellPreview = ({ asset, isReadable }: Omit<Member, 'addedAt'>): z.output<typeof assetPreview> => ({
  asset_id: asset.id,
  display_name: asset.displayName,
  resource_type: asset.resourceKind,
  format: asset.file.format,
  bytes: asset.file.bytes,
  width: asset.file.width,
  height: asset.file.height,
  has_thumbnail: asset.file.thumbnailId !== null,
  readable: isReadable,
})

const role = z.object({ id: z.string(), name: z.string(), description: z.string().nullable() })

/** With whom a collection is shared. */
export const collectionSharing = z
  .object({
    shared_with: z.array(z.object({ type: z.enum(principalTypeNames), id: z.string(), roles: z.array(role) })),
    public_links: mentionedLinks,
    permitted_roles: z.array(role).describe('The roles that the caller may give: those at or below its own.'),
  })
  .meta({ id: 'CollectionSharing' })

type Sharing = OutputOf<'collection-role.list'>

const spellRole = ({ id, name, description }: Sharing['permitted'][number]): z.output<typeof role> => ({
  id,
  name,
  description,
})

/** Spells with whom a collection is shared. */
export const spellSharing = ({ sharedWith, publicLinks, permitted }: Sharing): z.output<typeof collectionSharing> => ({
  shared_with: sharedWith.map(({ principal, roles }) => ({ ...fromPrincipal(principal), roles: roles.map(spellRole) })),
  public_links: publicLinks.map(spellMentionedLink),
  permitted_roles: permitted.map(spellRole),
})
