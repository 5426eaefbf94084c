import type { ProofDecisionRecord, ProofRecord, ProofStatus, Reviewer } from '../../domain/collaboration-records.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Reader, Transaction } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { keyOfReviewer } from './proof-reviewers.ts'
import { reviewersOf } from './part-in-proof.ts'

/** What a reviewer says: a user's last word; of a group that of its members, where one rejection is the group's. */
export type Outcome = ProofDecisionRecord['outcome']

/** The words that count: of the round that stands, by whoever reviews the proof now. */
export async function listStandingWords(
  proof: ProofRecord,
  { store }: { readonly store: Reader },
): Promise<readonly ProofDecisionRecord[]> {
  return (await store.listProofDecisions(proof)).filter(({ round }) => round === proof.round)
}

/** What each reviewer that has spoken says, by `type:id`. */
export function outcomesOf(
  proof: Pick<ProofRecord, 'reviewers'>,
  words: readonly ProofDecisionRecord[],
  engine: Engine,
): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>()
  for (const { userId, outcome } of words) {
    for (const reviewer of reviewersOf(userId, proof, engine)) {
      const key = keyOfReviewer(reviewer)
      if (outcomes.get(key) !== 'rejected') outcomes.set(key, outcome)
    }
  }
  return outcomes
}

/**
 * How a proof that isn't closed stands: rejected once anyone rejects it, approved when every reviewer approves it. Reviewers
 * who were deleted are waited for no longer; where nobody reviews it, it is open.
 */
export function statusOf(
  proof: Pick<ProofRecord, 'reviewers'>,
  words: readonly ProofDecisionRecord[],
  engine: Engine,
): ProofStatus {
  const outcomes = outcomesOf(proof, words, engine)
  if ([...outcomes.values()].includes('rejected')) return 'rejected'
  const awaited = proof.reviewers.filter((one) => isThere(one, engine))
  const isApproved = awaited.length > 0 && awaited.every((one) => outcomes.get(keyOfReviewer(one)) === 'approved')
  return isApproved ? 'approved' : 'open'
}

const isThere = (reviewer: Reviewer, { snapshot }: Engine): boolean => snapshot.holders.find(reviewer)?.isKnown === true

/** Writes a proof with the status that its words now come to. @returns what was written */
export async function putFollowed(proof: ProofRecord, deed: Deed<Transaction>): Promise<ProofRecord> {
  const status = statusOf(proof, await listStandingWords(proof, deed), deed.engine)
  const followed = { ...proof, status, updatedAt: deed.at }
  await deed.store.put('proof', followed)
  return followed
}
