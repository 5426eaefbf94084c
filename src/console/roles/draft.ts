import type { CallReply } from '../../api/client.ts'
import type { ListedPermission, RoleTab } from './role.ts'

/** Which permissions belong together, as the server tells. */
export type TaskTable = CallReply<'listTasks'>

/** A role as a form holds it. */
export interface RoleDraft {
  readonly name: string
  readonly description: string
  /** Empty: one is made. */
  readonly id: string
  readonly level: 'account' | 'prodenv'
  readonly permissionIds: ReadonlySet<string>
}

/** A role that is begun. */
export const emptyDraft = (tab: RoleTab): RoleDraft => ({
  ...{ name: '', description: '', id: '', permissionIds: new Set() },
  level: tab === 'global' ? 'account' : 'prodenv',
})

/** Tells whether two drafts say the same. */
export const isSameDraft = (one: RoleDraft, other: RoleDraft): boolean =>
  one.name === other.name &&
  one.description === other.description &&
  one.id === other.id &&
  one.level === other.level &&
  isSameSet(one.permissionIds, other.permissionIds)

/** Tells whether two sets hold the same. */
export const isSameSet = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((id) => other.has(id))

/** Puts ids into a set, or takes them out. */
export function withIds(set: ReadonlySet<string>, ids: readonly string[], isIn: boolean): ReadonlySet<string> {
  const changed = new Set(set)
  for (const id of ids) {
    if (isIn) changed.add(id)
    else changed.delete(id)
  }
  return changed
}

/** A permission that one of a role is of little use without. */
export interface MissingPermission {
  readonly permission: ListedPermission
  /** The titles of the tasks that need both. */
  readonly tasks: readonly string[]
}

/** Finds what each chosen permission lacks, by the id of the chosen one. Only what the role could have is asked for. */
export function missingFor(
  chosen: ReadonlySet<string>,
  available: readonly ListedPermission[],
  { prerequisites, tasks }: TaskTable,
): ReadonlyMap<string, readonly MissingPermission[]> {
  const byId = new Map(available.map((one) => [one.id, one]))
  const titles = new Map(tasks.map(({ id, title }) => [id, title]))
  const missing = new Map<string, MissingPermission[]>()
  for (const { policy_id, needs, task_ids } of prerequisites) {
    const permission = byId.get(needs)
    if (!chosen.has(policy_id) || chosen.has(needs) || permission === undefined) continue
    const named = { permission, tasks: task_ids.flatMap((id) => titles.get(id) ?? []) }
    missing.set(policy_id, [...(missing.get(policy_id) ?? []), named])
  }
  return missing
}

/** Finds what each chosen permission needs and has, by the id of the chosen one: the names of the others. */
export function metFor(
  chosen: ReadonlySet<string>,
  available: readonly ListedPermission[],
  { prerequisites }: TaskTable,
): ReadonlyMap<string, readonly string[]> {
  const nameById = new Map(available.map(({ id, name }) => [id, name]))
  const met = new Map<string, readonly string[]>()
  for (const { policy_id, needs } of prerequisites) {
    const name = nameById.get(needs)
    if (!chosen.has(policy_id) || !chosen.has(needs) || name === undefined) continue
    met.set(policy_id, [...(met.get(policy_id) ?? []), name])
  }
  return met
}

/** A task as a form offers it. */
export interface OfferedTask {
  readonly id: string
  readonly title: string
  /** The permissions of this kind of role that it takes. */
  readonly permissionIds: readonly string[]
  readonly isDone: boolean
  /** What it takes besides, in roles of other kinds. */
  readonly elsewhere: readonly string[]
}

/** Offers the tasks to which a role of this kind can give something. */
export function offeredTasks(
  chosen: ReadonlySet<string>,
  available: readonly ListedPermission[],
  { tasks }: TaskTable,
  tab: RoleTab,
): readonly OfferedTask[] {
  const known = new Set(available.map(({ id }) => id))
  return tasks.flatMap(({ id, title, everywhere, per_content }) => {
    const needs = (tab === 'global' ? everywhere : per_content).map(({ policy_id }) => policy_id)
    const permissionIds = needs.filter((one) => known.has(one))
    if (permissionIds.length === 0) return []
    const isDone = permissionIds.every((one) => chosen.has(one))
    return [{ id, title, permissionIds, isDone, elsewhere: needs.filter((one) => !known.has(one)) }]
  })
}
