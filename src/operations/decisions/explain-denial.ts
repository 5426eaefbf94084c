import { refusal, type Need } from '../../domain/errors.ts'
import { isSamePrincipal } from '../../domain/principal.ts'
import type { Reader } from '../../store/store.ts'
import { seesAll } from '../authorize.ts'
import { reading, type Deed } from '../operation.ts'
import { mayReadPrincipal } from '../places.ts'
import { answerTo, type DecidedQuestion } from './answer-to.ts'
import type { DenialRecord } from './denial-records.ts'

/** A denial, and how each of its needs would be decided now. */
export interface ExplainedDenial {
  readonly record: DenialRecord
  readonly needs: readonly { readonly need: Need; readonly decided: DecidedQuestion }[]
}

/** Explains a denial by the id that its answer had: what was needed, and for each need who gives what, now. */
export const explainDenial = reading<{ readonly explainId: string }, ExplainedDenial>({
  name: 'decision.explain-denial',
  summary: 'Explain a denial by the id in its answer.',
  access: {
    type: 'anyone',
    why: 'whoever was denied may know why; for anyone who may not read that principal there is no such denial',
  },
  run: async ({ explainId }, deed) => {
    const record = deed.house.denials?.find(explainId)
    if (record === undefined || !mayReadDenial(record, deed)) throw refusal('not_found', { what: 'denial' })
    const { by, denial } = record
    // No policy speaks of presets: what they may do is not a matter of roles.
    if (by.type === 'preset' || by.type === 'operator') return { record, needs: [] }
    const needs = denial.needs.map((need) => ({
      need,
      decided: answerTo({ principal: by, ...need, at: deed.at }, deed),
    }))
    return { record, needs }
  },
})

function mayReadDenial({ accountId, by }: DenialRecord, deed: Deed<Reader>): boolean {
  const { caller } = deed
  if (accountId !== caller.accountId) return false
  if (by.type === 'preset' || by.type === 'operator') return seesAll(deed)
  const isOwn = caller.by.type !== 'operator' && caller.by.type !== 'preset' && isSamePrincipal(by, caller.by)
  return isOwn || mayReadPrincipal(by, deed)
}
