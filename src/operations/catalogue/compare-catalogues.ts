import type { Catalogue } from '../../domain/catalogue.ts'

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

/** Compares two catalogues by everything but the confidence of facts. */
export function compareCatalogues(before: Catalogue, after: Catalogue): CatalogueDifference {
  return {
    permissions: compare(before.permissions, after.permissions),
    roles: compare(before.roles, after.roles),
  }
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
