import type { Catalogue } from '../../domain/catalogue.ts'
import type { Permission } from '../../domain/permission.ts'
import { parsePolicies } from '../../engine/language/parse.ts'
import { printPolicies } from '../../engine/language/print.ts'

/** Ids that one catalogue has and another lacks, or that stand for something else in it; in catalogue order. */
export interface ListDifference {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
}

/** What changes from one catalogue to another. */
export interface CatalogueDifference {
  readonly permissions: ListDifference
  readonly roles: ListDifference
}

/** Compares two catalogues by everything but the confidence of facts and the spacing of statements. */
export function compareCatalogues(before: Catalogue, after: Catalogue): CatalogueDifference {
  return {
    permissions: compare(before.permissions.map(normalize), after.permissions.map(normalize)),
    roles: compare(before.roles, after.roles),
  }
}

function normalize(permission: Permission): Permission {
  const parsed = parsePolicies(permission.statements.join('\n'))
  return 'policies' in parsed ? { ...permission, statements: [printPolicies(parsed.policies)] } : permission
}

interface Identified {
  readonly id: string
}

function compare(before: readonly Identified[], after: readonly Identified[]): ListDifference {
  const beforeById = new Map(before.map((item) => [item.id, textOf(item)]))
  const afterById = new Map(after.map((item) => [item.id, textOf(item)]))
  const ids = (list: readonly Identified[]): readonly string[] => list.map(({ id }) => id)
  return {
    added: ids(after).filter((id) => !beforeById.has(id)),
    removed: ids(before).filter((id) => !afterById.has(id)),
    changed: ids(after).filter((id) => beforeById.has(id) && beforeById.get(id) !== afterById.get(id)),
  }
}

/** The members of an item in one order, without how sure we are of them. */
const textOf = (item: Identified): string =>
  JSON.stringify(
    Object.entries(item)
      .filter(([name]) => name !== 'confidence')
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )
