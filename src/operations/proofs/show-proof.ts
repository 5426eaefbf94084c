import type { ProofRecord, Reviewer } from '../../domain/collaboration-records.ts'
import type { Reader } from '../../store/store.ts'
import { inAccount, type Deed } from '../operation.ts'
import { nameSpeakers } from './name-speakers.ts'
import { partIn, reviewersOf, type Part } from './part-in-proof.ts'
import { keyOfReviewer } from './proof-reviewers.ts'
import { listStandingWords, outcomesOf, type Outcome } from './proof-status.ts'

/** One reviewer of a proof. */
export interface ShownReviewer {
  readonly reviewer: Reviewer
  /** Null where the caller doesn't know it: see {@link showProof}. */
  readonly name: string | null
  /** What it says in the round that stands; null: nothing yet. */
  readonly outcome: Outcome | null
}

/** A proof as it is shown. */
export interface ShownProof {
  readonly proof: ProofRecord
  /** Null when the maker is gone, or is no principal of the account. */
  readonly makerName: string | null
  readonly reviewers: readonly ShownReviewer[]
  readonly part: Part
  /** What the caller says in the round that stands. */
  readonly ownOutcome: Outcome | null
}

/**
 * Shows a proof with how its reviewers stand. Who speaks in a proof signs by name; reviewers who haven't spoken are named
 * to those who could read them, to themselves, and groups to their members.
 */
export async function showProof(proof: ProofRecord, deed: Deed<Reader>): Promise<ShownProof> {
  const words = await listStandingWords(proof, deed)
  const speakers = [proof.createdBy, ...words.map(({ userId }) => `user:${userId}`)]
  const known = proof.reviewers.filter((one) => knows(one, proof, deed)).map(keyOfReviewer)
  const names = await nameSpeakers([...speakers, ...known], deed)
  const outcomes = outcomesOf(proof, words, deed)
  const { by } = deed.caller
  return {
    proof,
    makerName: names.get(proof.createdBy) ?? null,
    reviewers: proof.reviewers.map((reviewer) => ({
      reviewer,
      name: names.get(keyOfReviewer(reviewer)) ?? null,
      outcome: outcomes.get(keyOfReviewer(reviewer)) ?? null,
    })),
    part: partIn(proof, deed),
    ownOutcome: words.find(({ userId }) => by.type === 'user' && userId === by.id)?.outcome ?? null,
  }
}

function knows(reviewer: Reviewer, proof: ProofRecord, deed: Deed<Reader>): boolean {
  const { by } = deed.caller
  if (by.type === 'user' && reviewersOf(by.id, proof, deed.engine).includes(reviewer)) return true
  return deed.may('read', inAccount(reviewer.type === 'user' ? 'User' : 'Group', reviewer.id))
}
