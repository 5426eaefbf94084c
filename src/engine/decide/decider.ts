import type { AuthorizationRequest, Decision } from '../../domain/decision.ts'
import type { PolicyId } from '../../domain/ids.ts'
import type { CustomPolicy } from '../snapshot/custom-policies.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { libraryFeature } from '../snapshot/vocabulary.ts'
import { AssignmentWalk, type FoundPermit } from './assignment-walk.ts'
import { CustomWalk } from './custom-walk.ts'
import { Evaluation } from './evaluation.ts'
import { gatesThrough, gatesUpTo, libraryGate } from './gates.ts'
import { Question } from './question.ts'

/** Everything a walk met, for explanations. */
export interface Notes {
  readonly permits: FoundPermit[]
  readonly customPermits: CustomPolicy[]
  readonly forbids: CustomPolicy[]
}

const noReasons: readonly PolicyId[] = Object.freeze([])

/** Answers questions against one snapshot, one at a time, with scratch memory of its own. */
export class Decider {
  readonly #snapshot: Snapshot
  readonly #question: Question
  readonly #evaluation: Evaluation
  readonly #assignments: AssignmentWalk
  readonly #customs: CustomWalk
  /** Asks the Media Library's question while this one is in the middle of its own. */
  #librarian: Decider | null = null

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot
    this.#question = new Question(snapshot)
    this.#evaluation = new Evaluation(this.#question)
    this.#assignments = new AssignmentWalk(this.#question, this.#evaluation)
    this.#customs = new CustomWalk(this.#question, this.#evaluation)
  }

  /**
   * Decides one request: gates, then forbids, then permits.
   *
   * @param notes when given, the walk goes to the end and notes all it meets, so that `reasons` and `faults` are
   *   complete; without, an allow names the first policy that suffices
   */
  decide(request: AuthorizationRequest, notes: Notes | null): Decision {
    const stop = this.#question.read(request)
    this.#evaluation.start()
    const { path } = this.#question
    if (stop !== null) return { outcome: 'deny', reasons: noReasons, faults: [], gates: gatesUpTo(path, stop) }
    const forbids = notes?.forbids ?? []
    const isForbidden = this.#customs.forbids(forbids)
    if (isForbidden && notes === null)
      return this.#deny(
        forbids.map(({ id }) => id),
        libraryGate.untried,
      )
    this.#assignments.run(notes?.permits ?? null)
    const customPermits = notes?.customPermits ?? []
    if (notes !== null || this.#assignments.found !== 'global') this.#customs.permits(customPermits, notes !== null)
    if (isForbidden)
      return this.#deny(
        forbids.map(({ id }) => id),
        libraryGate.untried,
      )
    return this.#conclude(customPermits, notes)
  }

  #conclude(customPermits: readonly CustomPolicy[], notes: Notes | null): Decision {
    const { found, reasons } = this.#assignments
    const isOpen = found === 'content' ? this.#isLibraryOpen() : false
    const library = found !== 'content' ? libraryGate.untried : isOpen ? libraryGate.passed : libraryGate.failed
    const permitting: readonly PolicyId[] = found === 'global' || isOpen ? reasons : noReasons
    const all = notes === null ? null : this.#allReasons(notes, isOpen)
    const [first, ...others] = all ?? [...permitting, ...customPermits.map(({ id }) => id)]
    if (first === undefined) return this.#deny(noReasons, library)
    const gates = gatesThrough(this.#question.path, library)
    return { outcome: 'allow', reasons: [first, ...others], faults: this.#evaluation.faults, gates }
  }

  /** Content permits count only where the library is open. */
  #allReasons(notes: Notes, isOpen: boolean): readonly PolicyId[] {
    const counting = notes.permits.filter(({ target }) => isOpen || target >>> 29 <= 1)
    return [
      ...new Set<PolicyId>([...counting.map((one) => one.permissionId), ...notes.customPermits.map(({ id }) => id)]),
    ]
  }

  #deny(reasons: readonly PolicyId[], library: number): Decision {
    return {
      outcome: 'deny',
      reasons,
      faults: this.#evaluation.faults,
      gates: gatesThrough(this.#question.path, library),
    }
  }

  /** Roles answer at once; custom policies that may speak of the library are asked in full. */
  #isLibraryOpen(): boolean {
    if (!this.#snapshot.customs.maySpeakOf('Feature', libraryFeature)) return this.#assignments.opensLibrary
    this.#librarian ??= new Decider(this.#snapshot)
    const { request } = this.#question
    const resource = { type: 'Feature', id: libraryFeature }
    return this.#librarian.decide({ ...request, action: 'read', resource }, null).outcome === 'allow'
  }
}
