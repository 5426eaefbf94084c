import type { EntityUid } from './ast.ts'
import type { Entity, EntityStore } from './values.ts'

/** Makes a store of a list of entities; of two with one name the later counts. */
export function entityStoreOf(entities: Iterable<Entity>): EntityStore {
  const entityByType = new Map<string, Map<string, Entity>>()
  for (const entity of entities) {
    const byId = entityByType.get(entity.uid.type) ?? new Map<string, Entity>()
    entityByType.set(entity.uid.type, byId.set(entity.uid.id, entity))
  }
  const find = ({ type, id }: EntityUid) => entityByType.get(type)?.get(id)
  return { find, isIn: (child, ancestor) => isAbove(find, child, ancestor) }
}

/** Walks up from the child; each entity is visited once, so that rings and diamonds of parents end. */
function isAbove(find: EntityStore['find'], child: EntityUid, ancestor: EntityUid): boolean {
  const visited = new Set<Entity>()
  const left = [child]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const entity = find(next)
    if (entity === undefined || visited.has(entity)) continue
    visited.add(entity)
    for (const parent of entity.parents) {
      if (parent.id === ancestor.id && parent.type === ancestor.type) return true
      left.push(parent)
    }
  }
  return false
}
