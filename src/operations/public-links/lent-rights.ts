import type { LinkTarget, PublicLinkRecord } from '../../domain/collaboration-records.ts'
import { refusal } from '../../domain/errors.ts'
import type { CollectionId, EnvironmentId, FolderId } from '../../domain/ids.ts'
import { isExpired } from '../../domain/instant.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { CollectionRecord, FolderRecord } from '../../domain/records.ts'
import { referencesIn } from '../../domain/search-expression/references.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed, Loading } from '../operation.ts'
import { listAll } from '../paging.ts'

/**
 * What anyone gets of an asset that comes to lie where public links of others show it: those live on the rights of their
 * makers, who never chose it. So whoever puts it there must hold that much of it (settled decision 4).
 */
export interface LentRights {
  /** Some link shows it. */
  readonly shows: boolean
  /** Some link lets visitors download it. */
  readonly downloads: boolean
}

/** Nothing is lent. */
export const nothingLent: LentRights = { shows: false, downloads: false }

/** Finds what public links to some things lend that haven't expired and aren't the caller's own. */
export async function findLentRights(
  targets: readonly LinkTarget[],
  { store, caller, at }: Pick<Loading, 'store' | 'caller' | 'at'>,
): Promise<LentRights> {
  if (targets.length === 0) return nothingLent
  const links = await listAll<PublicLinkRecord>((page) => store.listPublicLinks(caller.accountId, { targets }, page))
  const ofOthers = links.filter(
    ({ expiresAt, createdBy }) => !isExpired(expiresAt, at) && createdBy !== `${caller.by.type}:${caller.by.id}`,
  )
  return { shows: ofOthers.length > 0, downloads: ofOthers.some(({ allowsDownload }) => allowsDownload) }
}

/**
 * Finds what is lent by links to a collection, and to those that fill themselves with what is in it.
 */
export async function findLentByCollection(
  id: CollectionId,
  environmentId: EnvironmentId,
  loading: Pick<Loading, 'store' | 'caller' | 'at'>,
): Promise<LentRights> {
  const { store, caller } = loading
  const all = await listAll<CollectionRecord>((page) => store.listCollections(caller.accountId, environmentId, page))
  const showing = new Set<CollectionId>([id])
  // What a set is added while it is walked through is walked through too.
  for (const shown of showing) {
    for (const { id: other, expression } of all) if (isNamedIn(expression, shown)) showing.add(other)
  }
  return findLentRights(
    [...showing].map((one) => ({ type: 'collection', id: one })),
    loading,
  )
}

const isNamedIn = (expression: string | null, collection: CollectionId): boolean =>
  expression !== null && referencesIn(expression).some(({ to, id }) => to === 'collection' && id === collection)

/** Finds what is lent by links to a folder and to those above it, which don't lie above another one already. */
export async function findLentAbove(
  folderId: FolderId | null,
  before: FolderId | null,
  loading: Pick<Loading, 'store' | 'caller' | 'at'>,
): Promise<LentRights> {
  const standing = await chainOf(before, loading)
  const gained = (await chainOf(folderId, loading)).filter((id) => !standing.includes(id))
  return findLentRights(
    gained.map((id) => ({ type: 'folder', id })),
    loading,
  )
}

/** Finds what is lent of an asset by links where it comes to lie; of one that isn't there, or stays, nothing. */
export const lentByMove = (
  asset: Pick<AssetRecord, 'folderId'> | undefined,
  destination: { readonly deepest: Pick<FolderRecord, 'id'> | null } | null,
  loading: Pick<Loading, 'store' | 'caller' | 'at'>,
): Promise<LentRights> =>
  asset === undefined || destination === null
    ? Promise.resolve(nothingLent)
    : findLentAbove(destination.deepest?.id ?? null, asset.folderId, loading)

async function chainOf(
  id: FolderId | null,
  { store, caller: { accountId } }: Pick<Loading, 'store' | 'caller'>,
): Promise<readonly FolderId[]> {
  return id === null ? [] : (await store.listFolderChain({ accountId, id })).map((folder) => folder.id)
}

/**
 * Holds whoever changes what a search finds, which others' links show with their makers' rights, to what these lend: of
 * everything in the environment, as it may find anything.
 *
 * @throws Refusal `not_permitted_here`
 */
export function requireAllLent(lent: LentRights, environmentId: EnvironmentId, deed: Deed<Reader>): void {
  const { caller, engine, at } = deed
  const { by } = caller
  if (!lent.shows || by.type === 'operator') return
  const scope = { type: 'environment', environmentId } as const
  const mayAll = (action: string): boolean => {
    if (by.type === 'preset') return false
    const { isEverywhere, isCertain } = engine.findReach({ principal: by, action, resourceType: 'Asset', scope, at })
    return isEverywhere && isCertain
  }
  if (mayAll('read') && (!lent.downloads || mayAll('download'))) return
  throw refusal('not_permitted_here', {
    why: 'public links of others show what this search finds, by the rights of their makers: they must be revoked first',
  })
}
