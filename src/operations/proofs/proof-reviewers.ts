import { refusal } from '../../domain/errors.ts'
import { groupId, userId } from '../../domain/ids.ts'
import type { Reviewer } from '../../domain/collaboration-records.ts'
import type { Engine } from '../../engine/engine.ts'
import { unfit } from './proof-texts.ts'

/** How many reviewers a proof has at most; a group counts as one. */
export const mostReviewers = 50

/** A reviewer as requests name one. */
export interface SentReviewer {
  readonly type: 'user' | 'group'
  readonly id: string
}

/** Reads reviewers, each once. */
export const readReviewers = (sent: readonly SentReviewer[]): readonly Reviewer[] => {
  const reviewers = sent.map(({ type, id }): Reviewer =>
    type === 'user' ? { type, id: userId(id) } : { type, id: groupId(id) },
  )
  return [...new Map(reviewers.map((one) => [keyOfReviewer(one), one])).values()]
}

/** A reviewer as a text: `type:id`. */
export const keyOfReviewer = ({ type, id }: Reviewer): string => `${type}:${id}`

/** @throws Refusal `not_found` for users and groups that don't exist in the account */
export function requireKnownReviewers(reviewers: readonly Reviewer[], field: string, { snapshot }: Engine): void {
  for (const reviewer of reviewers) {
    if (snapshot.holders.find(reviewer)?.isKnown === true) continue
    const fields = [{ name: field, value: reviewer.id }]
    throw refusal('not_found', { what: reviewer.type }, { fields })
  }
}

/** @throws Refusal `invalid_fields` */
export function requireReviewerCount(reviewers: readonly unknown[], field: string): void {
  if (reviewers.length > mostReviewers) throw unfit(field, undefined, `a proof has at most ${mostReviewers} reviewers`)
}
