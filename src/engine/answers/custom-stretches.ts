import type { Decider, Notes } from '../decide/decider.ts'
import type { Question } from '../decide/question.ts'
import { reaches } from '../../domain/scope.ts'
import type { CustomPolicy } from '../snapshot/custom-policy.ts'
import { dependenceOf } from './folder-dependence.ts'
import { requestAt, type FolderQuestion } from './folder-question.ts'
import type { PreOrder } from './pre-order.ts'
import type { Range } from './ranges.ts'

/** Where custom policies have a say, in no order. */
export interface CustomStretches {
  readonly permitted: readonly Range[]
  readonly perhapsPermitted: readonly Range[]
  readonly forbidden: readonly Range[]
  readonly perhapsForbidden: readonly Range[]
}

/** What is asked, and of which folders. */
interface Asked {
  readonly decider: Decider
  readonly order: PreOrder
  readonly place: Range
  readonly asked: FolderQuestion
  readonly isOfFolders: boolean
}

/**
 * Finds where custom policies permit and forbid something. One that can't tell the folders of a stretch apart is tried on
 * one of them for all.
 *
 * @returns null when no policy has a say
 */
export function customStretches(question: Question, asked: Asked): CustomStretches | null {
  const { snapshot, holder } = question
  const buckets = [snapshot.customs.forAnyone, holder.customs, ...holder.groups.map((group) => group.customs)]
  const concerns = (custom: CustomPolicy): boolean =>
    (custom.actions & question.action) !== 0 &&
    (custom.slots === null || custom.slots.includes(question.slot)) &&
    reaches(custom.reach, asked.asked.scope)
  const permits = buckets.flatMap((bucket) => bucket?.permits.filter(concerns) ?? [])
  const forbids = buckets.flatMap((bucket) => bucket?.forbids.filter(concerns) ?? [])
  if (permits.length === 0 && forbids.length === 0) return null
  const trial = new Trial(question, asked)
  const permitted = permits.map((custom) => trial.of(custom))
  const forbidden = forbids.map((custom) => trial.of(custom))
  const where = (tried: readonly Tried[], ...outcomes: readonly Outcome[]): readonly Range[] =>
    tried.flatMap(({ range, outcome }) => (outcomes.includes(outcome) ? range : []))
  return {
    permitted: where(permitted, 'holds'),
    perhapsPermitted: where(permitted, 'open'),
    // What can't be evaluated might have forbidden.
    forbidden: where(forbidden, 'holds', 'faulty'),
    perhapsForbidden: where(forbidden, 'open'),
  }
}

/** What a policy comes to wherever its folder is found; `open`: not everywhere the same, or that isn't known. */
type Outcome = 'holds' | 'fails' | 'faulty' | 'open'

interface Tried {
  readonly range: Range
  readonly outcome: Outcome
}

type Met = ReadonlyMap<string, Outcome>

/** Tries policies on single folders. */
class Trial {
  readonly #question: Question
  readonly #asked: Asked
  /** By position: what every policy comes to there that doesn't fail; null when it can't be asked there. */
  readonly #met = new Map<number, Met | null>()

  constructor(question: Question, asked: Asked) {
    this.#question = question
    this.#asked = asked
  }

  of(custom: CustomPolicy): Tried {
    const range = this.#rangeOf(custom)
    if (range.start >= range.end) return { range, outcome: 'fails' }
    const dependence = dependenceOf(custom)
    const isSame = dependence === 'nothing' || (dependence === 'attributes' && this.#asked.isOfFolders)
    const met = isSame ? this.#metAt(range.start) : null
    return { range, outcome: met === null ? 'open' : (met.get(custom.id) ?? 'fails') }
  }

  #rangeOf({ ancestor }: CustomPolicy): Range {
    const { order, place } = this.#asked
    if (ancestor === null) return place
    const { folders } = this.#question.snapshot
    const number = folders.number(ancestor)
    const isHere = number !== 0 && folders.environment(number) === this.#question.environment
    return isHere ? order.rangeOf(number) : { start: 0, end: 0 }
  }

  #metAt(position: number): Met | null {
    const known = this.#met.get(position)
    if (known !== undefined) return known
    const met = this.#ask(position)
    this.#met.set(position, met)
    return met
  }

  #ask(position: number): Met | null {
    const { decider, order, place, asked } = this.#asked
    const notes: Notes = { permits: [], customPermits: [], forbids: [] }
    const request = requestAt(this.#question.snapshot, order, asked, position === place.start ? null : position)
    const { faults, gates } = decider.decide(request, notes)
    if (gates.some(({ gate, isPassed }) => gate === 'resource_known' && !isPassed)) return null
    return new Map<string, Outcome>([
      ...[...notes.customPermits, ...notes.forbids].map(({ id }) => [id, 'holds'] as const),
      ...faults.map(({ policyId }) => [policyId, 'faulty'] as const),
    ])
  }
}
