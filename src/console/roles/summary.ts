import { missingFor, offeredTasks, type TaskTable } from './draft.ts'
import type { ListedPermission, RoleTab } from './role.ts'

/** What a role can do in one category, in phrases that follow "may". */
export interface SummaryArea {
  readonly category: string
  readonly may: readonly string[]
  /** What others of the category permit, and the role doesn't. */
  readonly mayNot: readonly string[]
}

/** A permission that is of little use in the role: what it permits, and what whoever has it couldn't do besides. */
export interface SummaryGap {
  readonly may: string
  readonly without: readonly string[]
}

/** What a role can do, made of the names that its permissions have in the catalogue. */
export interface Summary {
  /** The whole tasks that it is enough for. */
  readonly tasks: readonly string[]
  readonly areas: readonly SummaryArea[]
  readonly gaps: readonly SummaryGap[]
  /** What it permits and this server doesn't act on. */
  readonly byApplications: readonly string[]
}

/** Sums up what a role with some permissions can do, of those that a role of its kind could have. */
export function summaryOf(
  available: readonly ListedPermission[],
  chosen: ReadonlySet<string>,
  { table, tab }: { readonly table: TaskTable; readonly tab: RoleTab },
): Summary {
  const held = available.filter(({ id }) => chosen.has(id))
  const groups = [...Map.groupBy(available, ({ category }) => category)]
  const missing = missingFor(chosen, available, table)
  const offered = offeredTasks(chosen, available, table, tab)
  const done = offered.filter(({ isDone, elsewhere }) => isDone && elsewhere.length === 0)
  return {
    tasks: done.map(({ title }) => phraseOf(title)),
    areas: groups.flatMap(([category, all]) => {
      const [may, mayNot] = [true, false].map((isHeld) => phrasesOf(all.filter(({ id }) => chosen.has(id) === isHeld)))
      return may === undefined || mayNot === undefined || may.length === 0 ? [] : [{ category, may, mayNot }]
    }),
    gaps: held.flatMap(({ id, name }) => {
      const without = missing.get(id) ?? []
      return without.length === 0
        ? []
        : [{ may: phraseOf(name), without: phrasesOf(without.map(({ permission }) => permission)) }]
    }),
    byApplications: phrasesOf(held.filter(({ enforced_by }) => enforced_by === 'applications')),
  }
}

const phrasesOf = (permissions: readonly ListedPermission[]): readonly string[] =>
  permissions.map(({ name }) => phraseOf(name))

/** Names of permissions are deeds: "View folders" is what somebody may. Abbreviations keep their capitals. */
const phraseOf = (name: string): string =>
  /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
