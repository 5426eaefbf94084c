import type { ResourceName } from '../domain/entity.ts'

/** A resource on the wire: one by its id, or what doesn't exist yet by where it would be. */
export type WireResource =
  | { type: string; id: string | null; attributes?: Record<string, unknown> }
  | { type: 'Asset' | 'Folder'; folder: string | null }
  | { type: 'Collection'; id: null; dynamic: boolean }

/** Spells a resource; what an asset or an application's own resource is described by stays out. */
export function fromResource(resource: ResourceName): WireResource {
  if ('dynamic' in resource) return { type: 'Collection', id: null, dynamic: resource.dynamic }
  if ('within' in resource && !('id' in resource)) return { type: resource.type, folder: resource.within }
  return { type: resource.type, id: resource.id }
}
