import type { ContextValue } from './context.ts'
import type { CollectionId, FolderId } from './ids.ts'

type Attributes = Readonly<Record<string, ContextValue>>

/** What a request is about, by name; only the store describes it (design 4). Types are written without a namespace
 * when it is `Cloudinary`, else in full (`MediaFlows::EasyFlow`). */
export type ResourceName =
  /** A stored or an application's own resource; `attributes` describe the latter, and only that. */
  | { readonly type: string; readonly id: string; readonly attributes?: Attributes }
  /** A stored asset, described by whoever read it from the store; never by a caller from outside. */
  | { readonly type: 'Asset'; readonly id: string; readonly within: FolderId | null; readonly attributes: Attributes }
  /** One that doesn't exist yet, or any one there: judged on the chain of the folder it lies in (null: the root). */
  | { readonly type: 'Asset' | 'Folder'; readonly within: FolderId | null }
  /** One of a type that doesn't exist yet, or any one of it: what a question about the type as a whole names. */
  | { readonly type: string; readonly id: null }
  /** A collection that doesn't exist yet. */
  | { readonly type: 'Collection'; readonly within: null; readonly dynamic: boolean }

/** A collection by its id, for callers that hold one. */
export const collectionResource = (id: CollectionId): ResourceName => ({ type: 'Collection', id })

/** The types the store describes itself: an id of such a type that it doesn't know is denied. */
export const storedTypes = [
  'Account',
  'ProductEnvironment',
  'User',
  'Group',
  'APIKey',
  'ProvisioningKey',
  'Role',
  'SystemPolicy',
  'CustomPolicy',
  'Folder',
  'Asset',
  'Collection',
  'Feature',
] as const
