import { findPermission } from '../../domain/catalogue/system-catalogue.ts'
import { tasks, type Task, type TaskNeed } from '../../domain/catalogue/tasks.ts'
import type { PermissionId } from '../../domain/ids.ts'
import type { Engine } from '../../engine/engine.ts'
import { reading } from '../operation.ts'

/** What a permission is of little use without. */
export interface Prerequisite {
  readonly permissionId: PermissionId
  readonly needs: PermissionId
  /** The tasks that need both. */
  readonly taskIds: readonly string[]
}

/** Which permissions belong together, as far as the catalogue in force has them. */
export interface TaskTable {
  readonly tasks: readonly Task[]
  readonly prerequisites: readonly Prerequisite[]
  /** Those that open the Media Library, without which folder and collection roles do nothing. */
  readonly libraryPermissionIds: readonly PermissionId[]
}

/** Lists the tasks that take more than one permission, and what permissions are of little use without. */
export const listTasks = reading<object, TaskTable>({
  name: 'task.list',
  summary: 'List the tasks that take several permissions, and which permissions need others.',
  access: { type: 'anyone', why: 'it says which permissions of the published catalogue belong together, and no more' },
  run: async (_, { engine }) => {
    const { catalogue } = engine.snapshot
    const known = (needs: readonly TaskNeed[]): readonly TaskNeed[] =>
      needs.filter(({ permissionId }) => findPermission(catalogue, permissionId) !== undefined)
    return {
      tasks: tasks.map((task) => ({
        ...task,
        everywhere: known(task.everywhere),
        perContent: known(task.perContent),
      })),
      prerequisites: prerequisitesOf(engine),
      libraryPermissionIds: catalogue.permissions.map(({ id }) => id).filter((id) => engine.opensLibrary([id])),
    }
  },
})

/**
 * A permission to change something needs one to see it, where every task with the first has the second too, in the same
 * place: what one may not see, one can't choose. What suffices everywhere, and what does in a folder, are apart.
 */
function prerequisitesOf(engine: Engine): readonly Prerequisite[] {
  const found = new Map<string, Prerequisite>()
  for (const needsOf of [({ everywhere }: Task) => everywhere, ({ perContent }: Task) => perContent]) {
    for (const one of prerequisitesIn(needsOf, engine)) found.set(`${one.permissionId} ${one.needs}`, one)
  }
  return [...found.values()]
}

function prerequisitesIn(needsOf: (task: Task) => readonly TaskNeed[], engine: Engine): readonly Prerequisite[] {
  const all = [...new Set(tasks.flatMap((task) => needsOf(task).map(({ permissionId }) => permissionId)))]
  const [seeing, changing] = [all.filter((id) => onlyShows(id, engine)), all.filter((id) => !onlyShows(id, engine))]
  return changing.flatMap((permissionId) => {
    const own = tasks.filter((task) => needsOf(task).some((need) => need.permissionId === permissionId))
    const taskIds = own.map(({ id }) => id)
    return seeing
      .filter((id) => own.every((task) => isBeside(needsOf(task), permissionId, id)))
      .map((needs) => ({ permissionId, needs, taskIds }))
  })
}

/** Tells whether a task needs the second permission, and in the same place as the first. */
function isBeside(needs: readonly TaskNeed[], one: PermissionId, other: PermissionId): boolean {
  const [place, beside] = [one, other].map((id) => needs.find(({ permissionId }) => permissionId === id)?.on)
  return place !== undefined && place === beside
}

const showing: ReadonlySet<string> = new Set(['read', 'download'])

/** Tells whether a permission shows something and changes nothing; one to do anything with a feature opens its page. */
function onlyShows(id: PermissionId, { snapshot: { roles, vocabulary } }: Engine): boolean {
  const pages = vocabulary.slotsOf('Feature')
  const rows = roles.rowsOf(id)
  const isPage = rows.every(
    ({ slots, actions }) => actions === vocabulary.allActions && slots.every((slot) => pages.includes(slot)),
  )
  const isShown = rows.every(({ actions }) => vocabulary.actionsOf(actions).every((one) => showing.has(one)))
  return rows.length > 0 && (isPage || isShown)
}
