import { refusal } from '../../domain/errors.ts'
import { assetId } from '../../domain/ids.ts'
import { thumbnailOf } from '../assets/download-asset.ts'
import type { Sendable } from '../assets/download-file.ts'
import { reading } from '../operation.ts'
import { loadProof, needToSee, requireProof, type LoadedProof } from './find-proof.ts'
import type { NamedProof } from './proof-place.ts'

/** Finds the small picture of an asset for whoever sees it in a proof; nothing else of the asset comes with it. */
export const showProofThumbnail = reading<NamedProof & { readonly assetId: string }, Sendable, LoadedProof>({
  name: 'proof.show-thumbnail',
  summary: 'Show the small picture of an asset in a proof.',
  access: { type: 'requires', needs: [needToSee] },
  load: loadProof,
  run: async (input, deed, loaded) => {
    const { accountId, assetIds } = requireProof(input, loaded)
    const id = assetIds.find((one) => one === assetId(input.assetId))
    const asset = id === undefined ? undefined : await deed.store.find('asset', { accountId, id })
    if (asset === undefined) throw refusal('not_found', { what: 'asset of this proof' })
    return { type: 'file', file: await thumbnailOf(deed.house, asset), isAttachment: false }
  },
})
