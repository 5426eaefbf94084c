import type { Catalogue } from '../domain/catalogue.ts'
import { actions, resourceTypes } from '../domain/catalogue/schema.ts'
import { systemCatalogue } from '../domain/catalogue/system-catalogue.ts'
import type { Change, ChangeEntry } from '../domain/change.ts'
import type { AuthorizationRequest, Decision } from '../domain/decision.ts'
import { explain, type Explanation } from './answers/explain.ts'
import { Decider } from './decide/decider.ts'
import { Snapshot } from './snapshot/snapshot.ts'
import type { VocabularySource } from './snapshot/vocabulary.ts'

/** The judge of one account: pure, in memory, without a clock. The package exports it as `rolecall/engine`. */
export interface Engine {
  /** What the engine knows of the account. */
  readonly snapshot: Snapshot
  /** The last change of the log that is in here. */
  readonly revision: number
  /** Takes over records that were read from the store at one revision. */
  load(changes: Iterable<Change>, revision: number): void
  /** Applies one entry of the change log, in order; one that is in here already is passed over. */
  apply(entry: ChangeEntry): void
  /** Decides one request. An allow names a policy that suffices; the faults are those met on the way. */
  decide(request: AuthorizationRequest): Decision
  /** Decides with complete reasons and faults, and says where each policy comes from. */
  explain(request: AuthorizationRequest): Explanation
}

/** Makes an engine that knows nothing yet and so denies everything. */
export function createEngine(
  catalogue: Catalogue = systemCatalogue,
  vocabulary: VocabularySource = { actions, resourceTypes },
): Engine {
  const snapshot = new Snapshot(catalogue, vocabulary)
  const decider = new Decider(snapshot)
  return {
    snapshot,
    get revision() {
      return snapshot.revision
    },
    load: (changes, revision) => snapshot.load(changes, revision),
    apply: (entry) => snapshot.apply(entry),
    decide: (request) => decider.decide(request, null),
    explain: (request) => explain(snapshot, decider, request),
  }
}
