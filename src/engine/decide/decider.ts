import type { AuthorizationRequest, Decision, GateName } from '../../domain/decision.ts'
import type { PolicyId } from '../../domain/ids.ts'
import type { CustomPolicy } from '../snapshot/custom-policy.ts'
import { targetKind } from '../snapshot/assignment-runs.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { libraryFeature } from '../snapshot/vocabulary.ts'
import { AssignmentWalk, type FoundPermit } from './assignment-walk.ts'
import { CustomWalk } from './custom-walk.ts'
import { Evaluation } from './evaluation.ts'
import { gatesThrough, gatesUpTo, libraryGate } from './gates.ts'
import { ParsedRequest } from './parsed-request.ts'
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
  /** What the present question met, when nobody asked for notes. */
  readonly #forbids: CustomPolicy[] = []
  readonly #permits: CustomPolicy[] = []
  readonly #librarySlot: number
  readonly #reading: number
  /** What {@link Decider.#mayRolesOpenLibrary} found, and of which version of the custom policies. */
  #mayRoles = false
  #customsVersion = -1
  /** Asks the Media Library's question while this one is in the middle of its own. */
  #librarian: Decider | null = null

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot
    this.#question = new Question(snapshot)
    this.#evaluation = new Evaluation(this.#question)
    this.#assignments = new AssignmentWalk(this.#question, this.#evaluation)
    this.#customs = new CustomWalk(this.#question, this.#evaluation)
    this.#reading = snapshot.vocabulary.actionBit('read')
    this.#librarySlot = snapshot.vocabulary.slot('Feature', libraryFeature)
  }

  /**
   * Decides one request: gates, then forbids, then permits.
   *
   * @param notes when given, the walk goes to the end and notes all it meets, so that `reasons` and `faults` are
   *   complete; without, an allow names the first policy that suffices
   */
  decide(request: AuthorizationRequest, notes: Notes | null): Decision {
    return this.#answer(this.#question.read(request), notes)
  }

  /** Looks up the names in a request. */
  parse(request: AuthorizationRequest): ParsedRequest {
    const parsed = new ParsedRequest(request)
    parsed.putInto(this.#question)
    return parsed
  }

  /** As {@link Decider.decide}, of a request whose names have been looked up. */
  decideParsed(parsed: ParsedRequest): Decision {
    return this.#answer(parsed.putInto(this.#question), null)
  }

  #answer(stop: GateName | null, notes: Notes | null): Decision {
    this.#evaluation.start()
    const { path } = this.#question
    if (stop !== null) return { outcome: 'deny', reasons: noReasons, faults: [], gates: gatesUpTo(path, stop) }
    const forbids = notes?.forbids ?? emptied(this.#forbids)
    const isForbidden = this.#customs.forbids(forbids)
    if (isForbidden && notes === null) return this.#forbid(forbids)
    const isCertain = this.#assignments.run(notes?.permits ?? null, this.#mayRolesOpenLibrary())
    const customPermits = notes?.customPermits ?? emptied(this.#permits)
    if (!isCertain) this.#customs.permits(customPermits, notes !== null)
    return isForbidden ? this.#forbid(forbids) : this.#conclude(customPermits, notes)
  }

  #forbid(forbids: readonly CustomPolicy[]): Decision {
    return this.#deny(
      forbids.map(({ id }) => id),
      libraryGate.untried,
    )
  }

  #conclude(customPermits: readonly CustomPolicy[], notes: Notes | null): Decision {
    const { found } = this.#assignments
    // An explanation names content permits beside global ones too.
    const hasContent = notes === null ? found === 'content' : notes.permits.some((permit) => !isGlobal(permit))
    const isOpen = hasContent && this.#isLibraryOpen()
    const library = found !== 'content' ? libraryGate.untried : isOpen ? libraryGate.passed : libraryGate.failed
    const reasons =
      notes === null ? this.#firstReasons(customPermits, found === 'global' || isOpen) : this.#allReasons(notes, isOpen)
    if (!isNonEmpty(reasons)) return this.#deny(noReasons, library)
    const gates = gatesThrough(this.#question.path, library)
    return { outcome: 'allow', reasons, faults: this.#evaluation.faults, gates }
  }

  /** Those of the first assignment that permits, and of the custom policies tried. */
  #firstReasons(customPermits: readonly CustomPolicy[], isPermitted: boolean): readonly PolicyId[] {
    const permitting: readonly PolicyId[] = isPermitted ? this.#assignments.reasons : noReasons
    return customPermits.length === 0 ? permitting : [...permitting, ...customPermits.map(({ id }) => id)]
  }

  /** Content permits count only where the library is open. */
  #allReasons(notes: Notes, isOpen: boolean): readonly PolicyId[] {
    const counting = notes.permits.filter((permit) => isOpen || isGlobal(permit))
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

  /** True unless a custom policy or a condition could decide on the library. */
  #mayRolesOpenLibrary(): boolean {
    const { customs, roles } = this.#snapshot
    if (customs.version !== this.#customsVersion) {
      this.#customsVersion = customs.version
      this.#mayRoles = !customs.maySpeakOf(this.#reading, this.#librarySlot) && !roles.opensLibraryConditionally
    }
    return this.#mayRoles
  }

  /** Roles answer at once; what may depend on more is asked in full. */
  #isLibraryOpen(): boolean {
    if (this.#mayRolesOpenLibrary()) return this.#assignments.opensLibrary
    this.#librarian ??= new Decider(this.#snapshot)
    const { request } = this.#question
    const resource = { type: 'Feature', id: libraryFeature }
    return this.#librarian.decide({ ...request, action: 'read', resource }, null).outcome === 'allow'
  }
}

function emptied(met: CustomPolicy[]): CustomPolicy[] {
  if (met.length > 0) met.length = 0
  return met
}

const isNonEmpty = (reasons: readonly PolicyId[]): reasons is readonly [PolicyId, ...PolicyId[]] => reasons.length > 0

const isGlobal = ({ target }: FoundPermit): boolean => target >>> 29 <= targetKind.environment
