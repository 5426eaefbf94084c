import { refusal } from '../../domain/errors.ts'
import type { ProofRecord, Reviewer } from '../../domain/collaboration-records.ts'
import { assetId, type AssetId } from '../../domain/ids.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import { placeOfAsset } from '../assets/asset-place.ts'
import { writing, type Loading, type NeedOf } from '../operation.ts'
import { loadProof, needToManage, needToSee, requireOpenProof, type LoadedProof } from './find-proof.ts'
import {
  findSentAssets,
  idsOfSent,
  listProofAssets,
  placesOfSent,
  requireAssetCount,
  type SentAssets,
} from './proof-assets.ts'
import type { NamedProof } from './proof-place.ts'
import {
  keyOfReviewer,
  readReviewers,
  requireKnownReviewers,
  requireReviewerCount,
  type SentReviewer,
} from './proof-reviewers.ts'
import { listStandingWords, putFollowed } from './proof-status.ts'
import { readTitle, unfit } from './proof-texts.ts'
import { showWhole, type WholeProof } from './read-proofs.ts'

/** Which assets come into a proof, and which leave it. */
export interface AssetChange extends NamedProof {
  /** Put after the others; those that are in it stay where they are. */
  readonly addAssetIds: readonly string[]
  readonly removeAssetIds: readonly string[]
}

/** What changes of a proof. Only what comes and goes is named, so that two who change it at once lose nothing. */
export interface ProofChange extends AssetChange {
  /** Undefined stays. */
  readonly title?: string | undefined
  readonly addReviewers: readonly SentReviewer[]
  readonly removeReviewers: readonly SentReviewer[]
}

/** What a change of a proof loads. */
export interface LoadedChange extends LoadedProof {
  readonly sent: SentAssets
  /** The assets of the proof, when somebody is to see them who didn't; else none. */
  readonly shown: readonly AssetRecord[]
}

/** Loads a proof, and the assets that come into it. */
export async function loadAssetChange(input: AssetChange, loading: Loading): Promise<LoadedChange> {
  const loaded = await loadProof(input, loading)
  return { ...loaded, sent: await findSentAssets(input.addAssetIds, input.environmentId, loading), shown: [] }
}

async function loadChange(input: ProofChange, loading: Loading): Promise<LoadedChange> {
  const loaded = await loadAssetChange(input, loading)
  const { proof } = loaded
  if (proof === undefined || input.addReviewers.length === 0) return loaded
  return { ...loaded, shown: await listProofAssets(proof, loading) }
}

/**
 * Inviting is giving: whoever lets reviewers see assets must be able to read them at that moment. Who may not change the proof
 * isn't told what is in it.
 */
export const needToReadShown: NeedOf<AssetChange, LoadedChange> = {
  action: 'read',
  on: ['Asset'],
  level: 'environment',
  of: ({ environmentId: environment }, _caller, _engine, { part, sent, shown }) =>
    part.sees && part.updates
      ? [...placesOfSent(sent, environment), ...shown.map((asset) => placeOfAsset(asset, sent.at))]
      : [],
}

/** Changes the title, the assets or the reviewers of a proof. */
export const updateProof = writing<ProofChange, WholeProof, LoadedChange>({
  name: 'proof.update',
  summary: 'Change the title, assets or reviewers of a proof.',
  access: { type: 'requires', needs: [needToSee, needToManage.update, needToReadShown] },
  load: loadChange,
  run: async (input, deed, loaded) => {
    const standing = requireOpenProof(input, loaded)
    const assetIds = changeAssets(standing, input, loaded)
    const isSame = assetIds.join() === standing.assetIds.join()
    if (!isSame && (await listStandingWords(standing, deed)).length > 0)
      throw refusal('proof_round_decided', undefined, { more: { round: standing.round } })
    const reviewers = changeReviewers(standing, input)
    requireKnownReviewers(readReviewers(input.addReviewers), 'addReviewers', deed.engine)
    const title = input.title === undefined ? standing.title : readTitle(input.title)
    return showWhole(await putFollowed({ ...standing, title, assetIds, reviewers }, deed), deed)
  },
})

/**
 * The assets of a proof after a change.
 *
 * @throws Refusal `asset_unknown`, `not_found` for one to remove that isn't in it, `invalid_fields` for none or too many
 */
export function changeAssets(
  { assetIds }: ProofRecord,
  { addAssetIds, removeAssetIds }: AssetChange,
  { sent }: Pick<LoadedChange, 'sent'>,
): readonly AssetId[] {
  if (addAssetIds.length === 0 && removeAssetIds.length === 0) return assetIds
  const gone = removeAssetIds.map((id) => {
    const known = assetIds.find((one) => one === assetId(id))
    if (known !== undefined) return known
    throw refusal('not_found', { what: 'asset of this proof' }, { fields: [{ name: 'removeAssetIds', value: id }] })
  })
  const added = idsOfSent(sent)
  const changed = [...new Set([...assetIds.filter((id) => !gone.includes(id)), ...added])]
  if (changed.length === 0) throw unfit('removeAssetIds', undefined, 'a proof keeps at least one asset')
  requireAssetCount(changed, 'addAssetIds')
  return changed
}

function changeReviewers({ reviewers }: ProofRecord, change: ProofChange): readonly Reviewer[] {
  const gone = new Set(readReviewers(change.removeReviewers).map(keyOfReviewer))
  const changed = readReviewers([...reviewers.filter((one) => !gone.has(keyOfReviewer(one))), ...change.addReviewers])
  requireReviewerCount(changed, 'addReviewers')
  return changed
}
