import type { ProofRecord, Reviewer } from '../../domain/collaboration-records.ts'
import type { UserId } from '../../domain/ids.ts'
import type { Engine } from '../../engine/engine.ts'
import { may, type Asking } from '../authorize.ts'
import type { Place } from '../operation.ts'
import { placeOfProof } from './proof-place.ts'

/** What a caller is to one proof, and what it may do there because of that, or by a permission. */
export interface Part {
  /** It started the proof. */
  readonly isMaker: boolean
  /** The proof was put before it, or before one of its groups. */
  readonly isReviewer: boolean
  readonly sees: boolean
  /** It may comment. */
  readonly speaks: boolean
  readonly updates: boolean
  readonly deletes: boolean
}

type ProofPlace = Pick<ProofRecord, 'id' | 'environmentId' | 'reviewers'>

/** Of a proof that isn't there. */
export const noPart: Part = {
  isMaker: false,
  isReviewer: false,
  sees: false,
  speaks: false,
  updates: false,
  deletes: false,
}

/**
 * Finds what a caller is to a proof. Starting or reviewing one stands in the place of a permission, and of nothing else: who is
 * disabled, whom the environment is closed to, or whom a policy forbids it has no part (docs/decisions/0010-proofs.md).
 */
export function partIn(proof: ProofPlace & Pick<ProofRecord, 'createdBy'>, asking: Asking): Part {
  const { by } = asking.caller
  const place = placeOfProof(proof.id, proof.environmentId)
  const isMaker = `${by.type}:${by.id}` === proof.createdBy
  const isReviewer = by.type === 'user' && reviewersOf(by.id, proof, asking.engine).length > 0
  const mayStart = isMaker && may(asking, 'create', placeOfProof(null, proof.environmentId))
  const manages = (action: string) => may(asking, action, place) || (mayStart && isUnopposed(asking, action, place))
  const sees = may(asking, 'read', place) || ((isMaker || isReviewer) && isUnopposed(asking, 'read', place))
  const updates = manages('update')
  return { isMaker, isReviewer, sees, speaks: sees && (isReviewer || updates), updates, deletes: manages('delete') }
}

/** Tells whether a user reviews a proof at this moment, so that its word counts: nothing has taken its part from it. */
export function isHeard(userId: UserId, proof: ProofPlace, { caller, engine, ...asking }: Asking): boolean {
  const by = { type: 'user', id: userId } as const
  if (reviewersOf(userId, proof, engine).length === 0) return false
  const place = placeOfProof(proof.id, proof.environmentId)
  return isUnopposed({ ...asking, engine, caller: { ...caller, by } }, 'read', place)
}

/** The reviewers of a proof that a user's word is the word of: itself, and its groups; in their order. */
export function reviewersOf(
  userId: UserId,
  { reviewers }: Pick<ProofRecord, 'reviewers'>,
  { snapshot }: Engine,
): readonly Reviewer[] {
  const holder = snapshot.holders.find({ type: 'user', id: userId })
  const groups = new Set<string>(holder?.groups.map(({ principal }) => principal.id))
  return reviewers.filter(({ type, id }) => (type === 'user' ? id === userId : groups.has(id)))
}

/** Tells whether nothing stands against it: no gate, no policy that forbids or could not be evaluated. */
function isUnopposed({ caller: { by }, engine, at }: Asking, action: string, place: Place): boolean {
  if (by.type === 'operator') return true
  if (by.type === 'preset') return false
  const decision = engine.decide({ principal: by, action, ...place, at })
  if (decision.outcome === 'allow') return true
  const isStopped = decision.gates.some(({ gate, isPassed }) => !isPassed && gate !== 'library_access')
  return !isStopped && decision.reasons.length === 0 && decision.faults.length === 0
}
