import { z } from 'zod'
import type { ShownAsset } from '../../operations/assets/shown-asset.ts'
import { assetDetails, spellDetails } from './asset-details.ts'
import type { UrlFacts } from './asset-urls.ts'

/** An asset as lists show it: every field may be left out. */
export const listedAsset = assetDetails
  .omit({ derived: true, versions: true })
  .partial()
  .extend({
    folder: z.string().optional(),
    context: z.record(z.string(), z.unknown()).optional(),
    created_by: z.object({ access_key: z.string() }).nullable().optional(),
  })
  .meta({ id: 'ListedAsset' })

/** An asset as lists show it. */
export type ListedAsset = z.output<typeof listedAsset>

/** Which fields of assets an answer holds. */
export interface ShownFields {
  /** Absent: all but those that have to be asked for. */
  readonly only?: readonly string[]
  /** Those that are shown whatever is asked for. */
  readonly always: readonly string[]
  /** Asked for besides the usual ones. */
  readonly besides: readonly string[]
}

/** Fields that answers hold only where they were asked for. */
const onDemand: readonly string[] = [
  'tags',
  'context',
  'metadata',
  'moderation',
  'folder',
  'access_control',
  'created_by',
]

/** Spells an asset as lists do. */
export function spellListed(
  shown: ShownAsset,
  urls: UrlFacts,
  { only, always, besides }: ShownFields,
  isContextFlat = false,
): ListedAsset {
  const details = listedAsset.parse(spellDetails(shown, urls))
  const { createdBy, context } = shown.asset
  const all: ListedAsset = {
    ...details,
    folder: details.asset_folder,
    created_by: createdBy.startsWith('api_key:') ? { access_key: createdBy.slice('api_key:'.length) } : null,
    ...(isContextFlat && { context: { ...context } }),
  }
  const isShown = (name: string): boolean => {
    if (always.includes(name)) return true
    return only === undefined ? !onDemand.includes(name) || besides.includes(name) : only.includes(name)
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => isShown(name)))
}
