import type { ProofDecisionRecord, ProofRecord, ProofStatus, Reviewer } from '../../domain/collaboration-records.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Reader, Transaction } from '../../store/store.ts'
import type { Asking } from '../authorize.ts'
import type { Deed } from '../operation.ts'
import { keyOfReviewer } from './proof-reviewers.ts'
import { isHeard, reviewersOf } from './part-in-proof.ts'

/** What a reviewer says: a user's last word; of a group that of its members, where one rejection is the group's. */
export type Outcome = ProofDecisionRecord['outcome']

/** The words of the round that stands; which of them count, {@link outcomesOf} says. */
export async function listStandingWords(
  proof: ProofRecord,
  { store }: { readonly store: Reader },
): Promise<readonly ProofDecisionRecord[]> {
  return (await store.listProofDecisions(proof)).filter(({ round }) => round === proof.round)
}

/** What each reviewer that has spoken says, by `type:id`; of who reviews the proof no more, nothing. */
export function outcomesOf(
  proof: Pick<ProofRecord, 'id' | 'environmentId' | 'reviewers'>,
  words: readonly ProofDecisionRecord[],
  asking: Asking,
): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>()
  for (const { userId, outcome } of words.filter((word) => isHeard(word.userId, proof, asking))) {
    for (const reviewer of reviewersOf(userId, proof, asking.engine)) {
      const key = keyOfReviewer(reviewer)
      if (outcomes.get(key) !== 'rejected') outcomes.set(key, outcome)
    }
  }
  return outcomes
}

/**
 * How a proof stands at this moment: closed for good; rejected once anyone rejects it, approved when every reviewer approves it.
 * Reviewers who were deleted are waited for no longer; where nobody reviews it, it is open.
 */
export function statusOf(
  proof: Pick<ProofRecord, 'id' | 'environmentId' | 'status' | 'reviewers'>,
  words: readonly ProofDecisionRecord[],
  asking: Asking,
): ProofStatus {
  if (proof.status === 'closed') return 'closed'
  const outcomes = outcomesOf(proof, words, asking)
  if ([...outcomes.values()].includes('rejected')) return 'rejected'
  const awaited = proof.reviewers.filter((one) => isThere(one, asking.engine))
  const isApproved = awaited.length > 0 && awaited.every((one) => outcomes.get(keyOfReviewer(one)) === 'approved')
  return isApproved ? 'approved' : 'open'
}

const isThere = (reviewer: Reviewer, { snapshot }: Engine): boolean => snapshot.holders.find(reviewer)?.isKnown === true

/** A stored proof as it stands now: reviewers come and go without it being written. */
export async function standingOf(proof: ProofRecord, deed: Asking & { readonly store: Reader }): Promise<ProofRecord> {
  return { ...proof, status: statusOf(proof, await listStandingWords(proof, deed), deed) }
}

/** Writes a proof that isn't closed with the status that its words now come to. @returns what was written */
export async function putFollowed(proof: ProofRecord, deed: Deed<Transaction>): Promise<ProofRecord> {
  const followed = { ...(await standingOf({ ...proof, status: 'open' }, deed)), updatedAt: deed.at }
  await deed.store.put('proof', followed)
  return followed
}
