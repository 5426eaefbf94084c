import type { AuthorizationRequest } from '../../domain/decision.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { PreOrder } from './pre-order.ts'

/** Which folders: where the principal may do this to the folder itself, or to assets in it. */
export interface FolderQuestion extends Omit<AuthorizationRequest, 'resource'> {
  readonly resourceType: 'Folder' | 'Asset'
}

/** The request about the folder at a position, or about what lies in it; at the top, about what lies there. */
export function requestAt(
  { folders }: Snapshot,
  order: PreOrder,
  { resourceType, ...request }: FolderQuestion,
  position: number | null,
): AuthorizationRequest {
  if (position === null) return { ...request, resource: { type: resourceType, within: null } }
  const id = folders.id(order.at(position))
  const isItself = resourceType === 'Folder' && request.action !== 'create'
  return { ...request, resource: isItself ? { type: 'Folder', id } : { type: resourceType, within: id } }
}
