import { environmentId, proofId } from '../../domain/ids.ts'
import type { ProofRecord, ProofStatus } from '../../domain/collaboration-records.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'
import { placeOfAsset } from '../assets/asset-place.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { reading, type Deed } from '../operation.ts'
import { openCursor, sealCursor } from '../sealed-cursor.ts'
import { loadProof, needToSee, requireProof, type LoadedProof } from './find-proof.ts'
import { partIn } from './part-in-proof.ts'
import { listProofAssets } from './proof-assets.ts'
import type { NamedProof } from './proof-place.ts'
import { standingOf } from './proof-status.ts'
import { showProof, type ShownProof } from './show-proof.ts'

/** Which proofs, and which part of them. */
export interface ProofQuestion extends InLibrary {
  readonly status: ProofStatus | null
  readonly limit: number
  readonly cursor: string | null
}

/** Part of the proofs that the caller may see, newest first. */
export interface ProofPage {
  readonly proofs: readonly ShownProof[]
  readonly nextCursor: string | null
}

/** Lists the proofs of an environment that the caller may see: all of them, or those that it started or reviews. */
export const listProofs = reading<ProofQuestion, ProofPage>({
  name: 'proof.list',
  summary: 'List the creative approval proofs of an environment.',
  access: { type: 'requires', needs: [], filters: { action: 'read', on: ['Proof'] } },
  run: async (input, deed) => {
    const list = `proofs of ${input.environmentId}, ${input.status ?? 'all'}`
    const after = input.cursor === null ? null : openCursor(deed.house, list, input.cursor)
    const found = await listSeen(input, after, deed)
    const shown = found.slice(0, input.limit)
    const last = found.length > input.limit ? shown.at(-1) : undefined
    const proofs: ShownProof[] = []
    for (const proof of shown) proofs.push(await showProof(proof, deed))
    return {
      proofs,
      nextCursor: last === undefined ? null : sealCursor(deed.house, list, [String(last.createdAt), last.id]),
    }
  },
})

const batchLength = 200

/** One more than was asked for, to tell whether there are more. */
async function listSeen(
  { environmentId: environment, status, limit }: ProofQuestion,
  after: readonly string[] | null,
  deed: Deed<Reader>,
): Promise<readonly ProofRecord[]> {
  const { accountId } = deed.caller
  const filter = status === null ? {} : { isClosed: status === 'closed' }
  const seen: ProofRecord[] = []
  let position = after === null ? undefined : positionOf(after)
  for (;;) {
    const page = { limit: batchLength, ...(position !== undefined && { after: position }) }
    const batch = await deed.store.listProofs(accountId, environmentId(environment), filter, page)
    for (const proof of batch.filter((one) => partIn(one, deed).sees)) {
      const standing = await standingOf(proof, deed)
      if (status === null || status === standing.status) seen.push(standing)
    }
    position = batch.at(-1) ?? position
    if (batch.length < batchLength || seen.length > limit) return seen.slice(0, limit + 1)
  }
}

/** The store pages by the two alone. */
const positionOf = ([at = '0', id = '']: readonly string[]): ProofRecord =>
  ({ createdAt: Number(at), id: proofId(id) }) as ProofRecord

/** An asset as those see it who see a proof: nothing of it but its preview (settled decision 6). */
export interface ProofAsset {
  readonly asset: AssetRecord
  /** Tells whether the caller could read the asset itself, wherever it lies. */
  readonly isReadable: boolean
}

/** A proof with what it is about. */
export interface WholeProof extends ShownProof {
  readonly assets: readonly ProofAsset[]
}

/** Shows one proof with previews of its assets. */
export const getProof = reading<NamedProof, WholeProof, LoadedProof>({
  name: 'proof.get',
  summary: 'Show a creative approval proof with previews of its assets.',
  access: { type: 'requires', needs: [needToSee] },
  load: loadProof,
  run: (input, deed, loaded) => showWhole(requireProof(input, loaded), deed),
})

/** Shows a proof with what it is about. */
export async function showWhole(proof: ProofRecord, deed: Deed<Reader>): Promise<WholeProof> {
  const assets = await listProofAssets(proof, deed)
  return {
    ...(await showProof(proof, deed)),
    assets: assets.map((asset) => ({ asset, isReadable: deed.may('read', placeOfAsset(asset, deed.at)) })),
  }
}
