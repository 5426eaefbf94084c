import { environmentId } from '../../domain/ids.ts'
import type { ProofMilestone, ProofRecord } from '../../domain/collaboration-records.ts'
import type { Instant } from '../../domain/instant.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { writing, type Caller } from '../operation.ts'
import { findSentAssets, idsOfSent, placesOfSent, requireAssetCount, type SentAssets } from './proof-assets.ts'
import { placeOfProof } from './proof-place.ts'
import { readReviewers, requireKnownReviewers, requireReviewerCount, type SentReviewer } from './proof-reviewers.ts'
import { readTitle } from './proof-texts.ts'
import { showWhole, type WholeProof } from './read-proofs.ts'

/** What a new proof is made of. */
export interface ProofStart extends InLibrary {
  readonly title: string
  /** In the order they are shown. */
  readonly assetIds: readonly string[]
  readonly reviewers: readonly SentReviewer[]
}

/**
 * Starts a proof: puts assets before reviewers. They see these assets' previews by that, so whoever starts one must be able
 * to read each of them (facts 2.4: the table of permissions).
 */
export const startProof = writing<ProofStart, WholeProof, SentAssets>({
  name: 'proof.create',
  summary: 'Start a creative approval proof.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'create',
        on: ['Proof'],
        level: 'environment',
        of: ({ environmentId: environment }) => [placeOfProof(null, environment)],
      },
      {
        action: 'read',
        on: ['Asset'],
        level: 'environment',
        of: ({ environmentId: environment }, _caller, _engine, sent) => placesOfSent(sent, environment),
      },
    ],
  },
  load: ({ assetIds, environmentId: environment }, loading) => findSentAssets(assetIds, environment, loading),
  run: async (input, deed, sent) => {
    requireAssetCount(input.assetIds, 'assetIds')
    const reviewers = readReviewers(input.reviewers)
    requireReviewerCount(reviewers, 'reviewers')
    requireKnownReviewers(reviewers, 'reviewers', deed.engine)
    const proof: ProofRecord = {
      id: deed.house.ids.proof(),
      accountId: deed.caller.accountId,
      environmentId: environmentId(input.environmentId),
      title: readTitle(input.title),
      status: 'open',
      round: 1,
      assetIds: idsOfSent(sent),
      reviewers,
      createdBy: spellCaller(deed.caller),
      closedAt: null,
      milestones: [milestone('started', { round: 1 }, deed)],
      createdAt: deed.at,
      updatedAt: deed.at,
    }
    await deed.store.put('proof', proof)
    return showWhole(proof, deed)
  },
})

/** The caller as records spell it: `type:id`. */
export const spellCaller = ({ by }: Caller): string => `${by.type}:${by.id}`

/** One step of a proof, made by the caller now. */
export const milestone = (
  type: ProofMilestone['type'],
  { round }: { readonly round: number },
  { caller, at }: { readonly caller: Caller; readonly at: Instant },
): ProofMilestone => ({ type, round, at, by: spellCaller(caller) })
