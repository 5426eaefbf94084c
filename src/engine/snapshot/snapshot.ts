import type { Catalogue } from '../../domain/catalogue.ts'
import type { Change, ChangeEntry } from '../../domain/change.ts'
import type { Principal } from '../../domain/principal.ts'
import type { AccountRecord } from '../../domain/records.ts'
import { applyChange } from './apply-change.ts'
import { AssignmentRuns } from './assignment-runs.ts'
import { CustomPolicies } from './custom-policies.ts'
import { FolderTree } from './folder-tree.ts'
import { Holders, leave, type Holder } from './holders.ts'
import { Collections, Environments } from './places.ts'
import { RoleTable } from './role-table.ts'
import { Vocabulary, type VocabularySource } from './vocabulary.ts'

/**
 * Everything of one account that decisions need, in memory, at one revision. Changed in place by {@link Snapshot.apply}
 * in the order of the change log; nothing derived is kept that a change would have to invalidate, but for the order of
 * the folder tree.
 */
export class Snapshot {
  account: AccountRecord | null = null
  readonly vocabulary: Vocabulary
  readonly catalogue: Catalogue
  readonly environments = new Environments()
  readonly folders = new FolderTree()
  readonly collections = new Collections()
  readonly holders = new Holders()
  readonly runs = new AssignmentRuns()
  readonly roles: RoleTable
  readonly customs: CustomPolicies
  #revision = 0

  constructor(catalogue: Catalogue, source: VocabularySource) {
    this.catalogue = catalogue
    this.vocabulary = new Vocabulary(source)
    this.roles = new RoleTable(catalogue, this.vocabulary)
    this.customs = new CustomPolicies(this)
  }

  /** The last change that is in here. */
  get revision(): number {
    return this.#revision
  }

  /** Takes over records that were read from the store at `revision`, in the store's order of loading. */
  load(changes: Iterable<Change>, revision: number): void {
    for (const change of changes) applyChange(this, change)
    this.#revision = revision
  }

  /**
   * Applies one entry of the change log; one that is in here already is passed over.
   *
   * @throws RangeError when entries between are missing: the caller must read them first
   */
  apply(entry: ChangeEntry): void {
    if (entry.revision <= this.#revision) return
    if (entry.revision !== this.#revision + 1) {
      throw new RangeError(`revision ${entry.revision} can't follow ${this.#revision}`)
    }
    for (const change of entry.changes) applyChange(this, change)
    this.#revision = entry.revision
  }

  /** The holder of a principal, made closed and inactive when it is new. */
  holder(principal: Principal): Holder {
    return this.holders.obtain(principal, () => this.runs.newRun())
  }

  removePrincipal(principal: Principal): void {
    const holder = this.holders.find(principal)
    if (holder === undefined) return
    for (const group of holder.groups) leave(holder, group)
    for (const member of holder.members ?? []) leave(member, holder)
    this.runs.removeAll(holder.run)
    this.holders.delete(principal)
  }
}
