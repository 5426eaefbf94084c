import { refusal } from '../../domain/errors.ts'
import type { ProofMilestone, ProofRecord } from '../../domain/collaboration-records.ts'
import { deleteCascade } from '../../store/cascade.ts'
import type { Transaction } from '../../store/store.ts'
import { writing, type Deed } from '../operation.ts'
import { changeAssets, loadAssetChange, needToReadShown, type AssetChange, type LoadedChange } from './change-proof.ts'
import {
  loadProof,
  needToManage,
  needToSee,
  requireOpenProof,
  requireProof,
  requireRound,
  type LoadedProof,
} from './find-proof.ts'
import type { NamedProof } from './proof-place.ts'
import { putFollowed } from './proof-status.ts'
import { showWhole, type WholeProof } from './read-proofs.ts'
import { milestone } from './start-proof.ts'

/** A new round, in which the assets may be others. */
export interface RoundStart extends AssetChange {
  /** The round that it follows: two who start one at once start one. */
  readonly round: number
}

const managing = { type: 'requires', needs: [needToSee, needToManage.update] } as const

/** Starts a new round: every reviewer is asked again; what was said before stays in the history. */
export const startRound = writing<RoundStart, WholeProof, LoadedChange>({
  name: 'proof.start-round',
  summary: 'Start a new round of a proof, which asks every reviewer again.',
  access: { type: 'requires', needs: [needToSee, needToManage.update, needToReadShown] },
  load: loadAssetChange,
  run: async (input, deed, loaded) => {
    const standing = requireOpenProof(input, loaded)
    requireRound(standing, input.round)
    const assetIds = changeAssets(standing, input, loaded)
    const round = standing.round + 1
    return showWhole(await passMilestone({ ...standing, assetIds, round }, 'round', deed), deed)
  },
})

/** Closes a proof: nobody comments or decides any more. */
export const closeProof = writing<NamedProof, WholeProof, LoadedProof>({
  name: 'proof.close',
  summary: 'Close a proof.',
  access: managing,
  load: loadProof,
  run: async (input, deed, loaded) => {
    const { milestones, ...standing } = requireOpenProof(input, loaded)
    const closed: ProofRecord = {
      ...standing,
      status: 'closed',
      closedAt: deed.at,
      milestones: withStep(milestones, milestone('closed', standing, deed)),
      updatedAt: deed.at,
    }
    await deed.store.put('proof', closed)
    return showWhole(closed, deed)
  },
})

/** Opens a closed proof again, in the round that it was closed in, as its reviewers' words have it. */
export const reopenProof = writing<NamedProof, WholeProof, LoadedProof>({
  name: 'proof.reopen',
  summary: 'Open a closed proof again.',
  access: managing,
  load: loadProof,
  run: async (input, deed, loaded) => {
    const standing = requireProof(input, loaded)
    if (standing.status !== 'closed') throw refusal('proof_not_closed', undefined)
    return showWhole(await passMilestone({ ...standing, closedAt: null }, 'reopened', deed), deed)
  },
})

/** Deletes a proof with its comments and decisions; its assets stay. */
export const deleteProof = writing<NamedProof, undefined, LoadedProof>({
  name: 'proof.delete',
  summary: 'Delete a proof with its comments and decisions; its assets stay.',
  access: { type: 'requires', needs: [needToManage.delete] },
  load: loadProof,
  run: async (input, deed, loaded) => {
    await deleteCascade(deed.store, 'proof', requireProof(input, loaded))
    return undefined
  },
})

const passMilestone = (
  { milestones, ...proof }: ProofRecord,
  type: ProofMilestone['type'],
  deed: Deed<Transaction>,
): Promise<ProofRecord> =>
  putFollowed({ ...proof, milestones: withStep(milestones, milestone(type, proof, deed)) }, deed)

/** A record isn't to grow without end. */
const mostMilestones = 500

const withStep = (milestones: readonly ProofMilestone[], step: ProofMilestone): readonly ProofMilestone[] =>
  [...milestones, step].slice(-mostMilestones)
