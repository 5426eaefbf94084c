import type { Catalogue } from '../../domain/catalogue.ts'
import { roleId, type PermissionId, type RoleId } from '../../domain/ids.ts'
import type { Permission } from '../../domain/permission.ts'
import type { Role } from '../../domain/role.ts'
import { GrowingIntegers } from './growing.ts'
import { Numbered } from './numbered.ts'
import { compilePermissions, type PermissionRow } from './permission-rows.ts'
import { libraryFeature, type Vocabulary } from './vocabulary.ts'

/** Set in a role's mask beside the actions when the role opens the Media Library. */
export const libraryFlag = 1 << 30

/** One permit of a role that holds only under a condition. */
export interface ConditionalPermit {
  readonly permissionId: PermissionId
  readonly row: PermissionRow
}

/**
 * All roles of an account as masks: for each role and slot, the actions it may permit. What a mask says is certain
 * unless the role has conditional permits for the same slot.
 */
export class RoleTable {
  readonly #vocabulary: Vocabulary
  readonly #rowsByPermission: ReadonlyMap<PermissionId, readonly PermissionRow[]>
  readonly #numbers = new Numbered()
  readonly #roles: (Role | undefined)[] = []
  readonly #masks = new GrowingIntegers()
  readonly #certain = new GrowingIntegers()
  /** By role number. */
  readonly #permissionIds: (readonly PermissionId[])[] = []
  readonly #permissionById: ReadonlyMap<PermissionId, Permission>
  readonly #conditionals = new Map<number, readonly ConditionalPermit[]>()
  readonly #reasons = new Map<number, readonly PermissionId[]>()
  readonly #opensLibraryConditionally: boolean

  constructor(catalogue: Catalogue, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
    this.#permissionById = new Map(catalogue.permissions.map((permission) => [permission.id, permission]))
    this.#rowsByPermission = compilePermissions(catalogue.permissions, vocabulary)
    this.#opensLibraryConditionally = this.#hasConditionalLibrary()
    for (const role of catalogue.roles) this.put(role)
  }

  /** Actions a role may permit by slot, at `role number * slot count + slot`, with {@link libraryFlag}. For hot loops. */
  get masks(): Int32Array {
    return this.#masks.values
  }

  /** The part of {@link masks} that holds without a condition. */
  get certain(): Int32Array {
    return this.#certain.values
  }

  /** All roles of the account itself. */
  *customRoles(): Iterable<Role> {
    for (const role of this.#roles) if (role?.management === 'custom') yield role
  }

  /** The ids of all roles by number; empty for numbers that stand for nothing. */
  ids(): readonly string[] {
    return this.#numbers.texts()
  }

  number(id: string): number {
    return this.#numbers.number(id)
  }

  /** The number of a role, made when it was only mentioned so far; such a role permits nothing. */
  obtain(id: string): number {
    const number = this.#numbers.obtain(id)
    this.#masks.reserve((number + 1) * this.#vocabulary.slotCount)
    this.#certain.reserve((number + 1) * this.#vocabulary.slotCount)
    return number
  }

  id(number: number): RoleId {
    return roleId(this.#numbers.id(number))
  }

  /** System and custom roles alike; undefined for one that was only mentioned. */
  find(id: string): Role | undefined {
    return this.#roles[this.#numbers.number(id)]
  }

  /** Tells whether some permission opens the Media Library under a condition, which no flag can tell. */
  get opensLibraryConditionally(): boolean {
    return this.#opensLibraryConditionally
  }

  /** What a permission's statements permit. */
  rowsOf(id: PermissionId): readonly PermissionRow[] {
    return this.#rowsByPermission.get(id) ?? []
  }

  put(role: Role): void {
    const number = this.obtain(role.id)
    this.#clear(number)
    this.#roles[number] = role
    const permissionIds = role.permissionIds.filter((id) => this.#fits(id, role))
    this.#permissionIds[number] = permissionIds
    for (const id of permissionIds) {
      for (const row of this.rowsOf(id)) this.#addRow(number, id, row)
    }
    this.#flagLibrary(number)
  }

  delete(id: string): void {
    const number = this.#numbers.number(id)
    if (number === 0) return
    this.#clear(number)
    this.#roles[number] = undefined
    this.#permissionIds[number] = []
    this.#numbers.delete(id)
  }

  /** The permissions that count in a role, in its order: those of its own kind and level that the catalogue has. */
  permissionIds(number: number): readonly PermissionId[] {
    return this.#permissionIds[number] ?? []
  }

  /** The conditional permits of a role for one slot. */
  conditionals(number: number, slot: number): readonly ConditionalPermit[] {
    return this.#conditionals.get(number * this.#vocabulary.slotCount + slot) ?? []
  }

  /** The permissions of a role that permit an action on a slot without a condition, in the role's order. */
  reasons(number: number, slot: number, action: number): readonly PermissionId[] {
    const key = (number * this.#vocabulary.slotCount + slot) * 32 + Math.clz32(action)
    let reasons = this.#reasons.get(key)
    if (reasons === undefined) this.#reasons.set(key, (reasons = this.#findReasons(number, slot, action)))
    return reasons
  }

  #findReasons(number: number, slot: number, action: number): readonly PermissionId[] {
    const permits = (row: PermissionRow) =>
      row.condition === null && (row.actions & action) !== 0 && row.slots.includes(slot)
    return Object.freeze(this.permissionIds(number).filter((id) => this.rowsOf(id).some(permits)))
  }

  /** An imported catalogue may have changed a permission's kind under a custom role that has it. */
  #fits(id: PermissionId, { kind, level }: Role): boolean {
    const permission = this.#permissionById.get(id)
    return permission?.kind === kind && permission.level === level
  }

  #addRow(number: number, permissionId: PermissionId, row: PermissionRow): void {
    for (const slot of row.slots) {
      const at = number * this.#vocabulary.slotCount + slot
      this.#masks.set(at, this.#masks.get(at) | row.actions)
      if (row.condition === null) this.#certain.set(at, this.#certain.get(at) | row.actions)
      else this.#conditionals.set(at, [...(this.#conditionals.get(at) ?? []), { permissionId, row }])
    }
  }

  #flagLibrary(number: number): void {
    const { slotCount } = this.#vocabulary
    const own = number * slotCount
    const opens = this.#certain.get(own + this.#vocabulary.slot('Feature', libraryFeature))
    if ((opens & this.#vocabulary.actionBit('read')) === 0) return
    for (let at = own; at < own + slotCount; at++) this.#masks.set(at, this.#masks.get(at) | libraryFlag)
  }

  #hasConditionalLibrary(): boolean {
    const slot = this.#vocabulary.slot('Feature', libraryFeature)
    const read = this.#vocabulary.actionBit('read')
    return [...this.#rowsByPermission.values()]
      .flat()
      .some((row) => row.condition !== null && (row.actions & read) !== 0 && row.slots.includes(slot))
  }

  #clear(number: number): void {
    const { slotCount } = this.#vocabulary
    for (let slot = 0; slot < slotCount; slot++) {
      const at = number * slotCount + slot
      this.#masks.set(at, 0)
      this.#certain.set(at, 0)
      this.#conditionals.delete(at)
      for (const action of this.#vocabulary.actionsOf(-1)) {
        this.#reasons.delete(at * 32 + Math.clz32(this.#vocabulary.actionBit(action)))
      }
    }
  }
}
