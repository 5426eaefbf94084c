import type { Change, ChangeEntry } from '../../domain/change.ts'
import type { Role } from '../../domain/role.ts'
import { addAssignment, applyChange, removeAssignment, type PlacedAssignment } from './apply-change.ts'
import { Contents } from './contents.ts'

/**
 * What an engine knows of one account, at one revision. Changed in place by {@link Snapshot.apply} in the order of the
 * change log; nothing derived is kept that a change would have to invalidate, but for the order of the folder tree.
 */
export class Snapshot extends Contents {
  #revision = 0
  #state = {}

  /** Another object after every change, of which no two snapshots have the same. */
  get state(): object {
    return this.#state
  }

  /** The last change that is in here. */
  get revision(): number {
    return this.#revision
  }

  /** Takes over records that were read from the store at `revision`, in the store's order of loading. */
  load(changes: Iterable<Change>, revision: number): void {
    this.#state = {}
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
    this.#state = {}
    for (const change of entry.changes) applyChange(this, change)
    this.#revision = entry.revision
  }

  /** Puts roles in the place of those with their ids, for a question; whoever does it puts the old ones back. */
  putRoles(roles: readonly Role[]): void {
    this.#state = {}
    for (const role of roles) this.roles.put(role)
  }

  /** Takes assignments away and gives others, for a question; whoever does it puts back what was. */
  exchangeAssignments(change: {
    readonly add: readonly PlacedAssignment[]
    readonly remove: readonly PlacedAssignment[]
  }): void {
    this.#state = {}
    for (const one of change.remove) removeAssignment(this, one)
    for (const one of change.add) addAssignment(this, one)
  }
}
