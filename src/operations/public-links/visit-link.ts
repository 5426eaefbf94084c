import { refusal } from '../../domain/errors.ts'
import type { PublicLinkRecord } from '../../domain/collaboration-records.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'
import { placeOfAsset } from '../assets/asset-place.ts'
import { thumbnailOf } from '../assets/download-asset.ts'
import { originalOf, type Sendable } from '../assets/download-file.ts'
import { reading, type Deed } from '../operation.ts'
import { findShown, listContent } from './link-content.ts'
import { loadLink, needsOnLink, requireLink, statusOf, type LoadedLink, type NamedLink } from './link-place.ts'

/** One file as visitors see it. */
export interface VisitedAsset {
  readonly asset: AssetRecord
  readonly mayDownload: boolean
}

/** What visitors see. */
export interface VisitedLink {
  readonly link: PublicLinkRecord
  readonly assets: readonly VisitedAsset[]
  readonly nextCursor: string | null
}

/**
 * Shows what a public link shows, to visitors. It runs as the link's maker, at every visit anew: what the maker may not
 * show any more, nobody sees.
 */
export const visitLink = reading<NamedLink & { readonly cursor: string | null }, VisitedLink, LoadedLink>({
  name: 'public-link.visit',
  summary: 'Show what a public link shows; done for visitors, with the rights that its maker has then.',
  access: { type: 'requires', needs: needsOnLink, filters: { action: 'read', on: ['Asset'] } },
  load: loadLink,
  run: async (input, deed, loaded) => {
    const link = requireOpen(input, loaded, deed)
    const { assets, nextCursor } = await listContent(link, input.cursor, deed)
    const shown = assets.map((asset) => ({ asset, mayDownload: mayDownload(link, asset, deed) }))
    return { link, assets: shown, nextCursor }
  },
})

/** Names one file that a link shows. */
export interface NamedShown extends NamedLink {
  readonly assetId: string
}

/** Finds the small picture of a file that a link shows. */
export const showLinkThumbnail = reading<NamedShown, FileToSend, LoadedLink>({
  name: 'public-link.show-thumbnail',
  summary: 'Show the small picture of a file to visitors of a public link, with the rights of its maker.',
  access: { type: 'requires', needs: needsOnLink },
  load: loadLink,
  run: async (input, deed, loaded) => {
    const asset = await getShown(requireOpen(input, loaded, deed), input, deed)
    return { type: 'file', file: await thumbnailOf(deed.house, asset), isAttachment: false }
  },
})

/** Finds the original of a file that a link shows, where visitors may download and its maker may too. */
export const downloadFromLink = reading<NamedShown, FileToSend, LoadedLink>({
  name: 'public-link.download',
  summary: 'Send the original of a file to visitors of a public link, with the rights of its maker.',
  access: { type: 'requires', needs: needsOnLink, filters: { action: 'download', on: ['Asset'] } },
  load: loadLink,
  run: async (input, deed, loaded) => {
    const link = requireOpen(input, loaded, deed)
    const asset = await getShown(link, input, deed)
    if (!mayDownload(link, asset, deed)) throw refusal('not_found', { what: 'download' })
    return { type: 'file', file: originalOf(asset), isAttachment: true }
  },
})

type FileToSend = Extract<Sendable, { type: 'file' }>

const mayDownload = ({ allowsDownload }: PublicLinkRecord, asset: AssetRecord, deed: Deed<Reader>): boolean =>
  allowsDownload && deed.may('download', placeOfAsset(asset, deed.at))

/** The link, as it stands at this very instant. @throws Refusal `not_found` also for who isn't its maker */
function requireOpen(input: NamedLink, loaded: LoadedLink, deed: Deed<Reader>): PublicLinkRecord {
  const { link, target } = requireLink(input, loaded)
  const { by } = deed.caller
  if (`${by.type}:${by.id}` === link.createdBy && statusOf(link, target, deed) === 'open') return link
  throw refusal('not_found', { what: 'public link' })
}

async function getShown(link: PublicLinkRecord, { assetId: sent }: NamedShown, deed: Deed<Reader>) {
  const asset = await findShown(link.target, sent, deed)
  if (asset !== undefined) return asset
  throw refusal('not_found', { what: 'file of this link' })
}
