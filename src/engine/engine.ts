import type { Catalogue } from '../domain/catalogue.ts'
import { actions, resourceTypes } from '../domain/catalogue/schema.ts'
import { systemCatalogue } from '../domain/catalogue/system-catalogue.ts'
import type { Change, ChangeEntry } from '../domain/change.ts'
import type { AuthorizationRequest, Decision } from '../domain/decision.ts'
import type { Lack } from '../domain/errors.ts'
import type { EnvironmentId, PermissionId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Principal } from '../domain/principal.ts'
import type { CustomPolicyRecord } from '../domain/records.ts'
import type { ReachScope } from '../domain/scope.ts'
import { explain, type Explanation } from './answers/explain.ts'
import { findLacks, type Gain } from './answers/gains.ts'
import { holdsAll, type AllQuestion } from './answers/holds-all.ts'
import { closedLibraries, opensLibrary, policyOpensLibrary } from './answers/library.ts'
import type { FolderQuestion } from './answers/folder-question.ts'
import { listFolders, type FolderPage, type FolderPosition } from './answers/list-folders.ts'
import { PreOrder } from './answers/pre-order.ts'
import { findReach, type Reach } from './answers/reach.ts'
import { findRemedies, type Remedies } from './answers/remedies.ts'
import {
  findEffects,
  findEffectsOfAssignments,
  type AssignmentChange,
  type Effect,
  type RoleChange,
} from './answers/what-if.ts'
import { wouldForbid } from './answers/would-forbid.ts'
import { Decider } from './decide/decider.ts'
import type { ParsedRequest } from './decide/parsed-request.ts'
import { restoreSnapshot, saveSnapshot } from './snapshot/compact.ts'
import { Snapshot } from './snapshot/snapshot.ts'
import type { VocabularySource } from './snapshot/vocabulary.ts'

// What a caller of `rolecall/engine` needs to speak to it: constructors of ids, and the words it asks and answers in.
export * as ids from '../domain/ids.ts'
export type { Catalogue } from '../domain/catalogue.ts'
export type { Change, ChangeEntry } from '../domain/change.ts'
export type { AuthorizationRequest, Decision, Gate, PolicyFault } from '../domain/decision.ts'
export type { ResourceName } from '../domain/entity.ts'
export type { Principal } from '../domain/principal.ts'
export type { Records } from '../domain/records.ts'
export type { Explanation, Source } from './answers/explain.ts'
export type { Remedies } from './answers/remedies.ts'
export type { ParsedRequest } from './decide/parsed-request.ts'

/** The judge of one account: pure, in memory, without a clock. The package exports it as `rolecall/engine`. */
export interface Engine {
  /** What the engine knows of the account. */
  readonly snapshot: Snapshot
  /** The last change of the log that is in here. */
  readonly revision: number
  /** Takes over records that were read from the store at one revision. */
  load(changes: Iterable<Change>, revision: number): void
  /** Writes all it knows in a compact form that {@link Engine.restore} reads; the catalogue is no part of it. */
  save(): Uint8Array
  /**
   * Takes over what {@link Engine.save} wrote, in an engine that knows nothing yet.
   *
   * @throws RangeError when the bytes are damaged or of another version, or the engine knows something already
   */
  restore(bytes: Uint8Array): void
  /** Applies one entry of the change log, in order; one that is in here already is passed over. */
  apply(entry: ChangeEntry): void
  /** Decides one request. An allow names a policy that suffices; the faults are those met on the way. */
  decide(request: AuthorizationRequest): Decision
  /** Looks up the names in a request, for a caller that will ask it again and again. */
  parse(request: AuthorizationRequest): ParsedRequest
  /** As {@link Engine.decide}, of a request from {@link Engine.parse}; also after changes. */
  decideParsed(request: ParsedRequest): Decision
  /** Decides with complete reasons and faults, and says where each policy comes from. */
  explain(request: AuthorizationRequest): Explanation
  /** Finds what a giver doesn't hold of what it would give; empty when it may give it all. */
  findLacks(giver: Principal, gains: readonly Gain[], at: Instant): readonly Lack[]
  /** Tells whether any of some permissions opens the Media Library, perhaps only under a condition. */
  opensLibrary(permissionIds: readonly PermissionId[]): boolean
  /** Tells whether a custom policy, in force or not, might permit somebody to read the Media Library's feature. */
  policyOpensLibrary(policy: Pick<CustomPolicyRecord, 'id' | 'reach' | 'statement'>): boolean
  /** Finds where the content roles of a principal don't count because the Media Library is closed to it. */
  closedLibraries(
    principal: Principal,
    where: { readonly reach: ReachScope; readonly at: Instant },
  ): readonly EnvironmentId[]
  /** Tells whether a principal may do something to every resource of a type in the account's own scope, for certain. */
  holdsAll(principal: Principal, question: AllQuestion): boolean
  /** Tells whether a custom policy that isn't in force would forbid a request, or could not be evaluated for it. */
  wouldForbid(policy: Pick<CustomPolicyRecord, 'id' | 'reach' | 'statement'>, request: AuthorizationRequest): boolean
  /**
   * Finds what principals would really gain and lose by a change of a custom role, or of assignments; see {@link Effect}.
   * Changes nothing.
   */
  findEffects(
    change: RoleChange | AssignmentChange,
    of: { readonly principals: readonly Principal[]; readonly at: Instant },
  ): readonly (readonly Effect[])[]
  /** Finds the permissions and system roles that would turn a deny into an allow, the smallest roles first. */
  findRemedies(request: AuthorizationRequest): Remedies
  /** Lists the folders where a principal may do something, in tree order: exactly those that {@link decide} allows. */
  listFolders(
    question: FolderQuestion,
    page: { readonly limit: number; readonly after: FolderPosition | null },
  ): FolderPage
  /** Finds the folders of an environment outside which a principal may do something to nothing; see {@link Reach}. */
  findReach(question: FolderQuestion): Reach
}

/** Makes an engine that knows nothing yet and so denies everything. */
export function createEngine(
  catalogue: Catalogue = systemCatalogue,
  vocabulary: VocabularySource = { actions, resourceTypes },
): Engine {
  const snapshot = new Snapshot(catalogue, vocabulary)
  const decider = new Decider(snapshot)
  const order = new PreOrder(snapshot.folders)
  return {
    snapshot,
    get revision() {
      return snapshot.revision
    },
    load: (changes, revision) => snapshot.load(changes, revision),
    save: () => saveSnapshot(snapshot),
    restore: (bytes) => restoreSnapshot(snapshot, bytes),
    apply: (entry) => snapshot.apply(entry),
    decide: (request) => decider.decide(request, null),
    parse: (request) => decider.parse(request),
    decideParsed: (request) => decider.decideParsed(request),
    explain: (request) => explain(snapshot, decider, request),
    findLacks: (giver, gains, at) => findLacks(snapshot, giver, gains, at),
    opensLibrary: (permissionIds) => opensLibrary(snapshot, permissionIds),
    policyOpensLibrary: (policy) => policyOpensLibrary(snapshot, policy),
    closedLibraries: (principal, where) => closedLibraries(snapshot, decider, principal, where),
    holdsAll: (principal, question) => holdsAll(snapshot, principal, question),
    wouldForbid: (policy, request) => wouldForbid(snapshot, policy, request),
    findEffects: (change, { principals, at }) =>
      'roleId' in change
        ? findEffects(snapshot, change, principals, at)
        : findEffectsOfAssignments(snapshot, change, principals, at),
    findRemedies: (request) => findRemedies(snapshot, decider, request),
    listFolders: (question, page) => listFolders(snapshot, decider, order, question, page),
    findReach: (question) => findReach(snapshot, decider, order, question),
  }
}
