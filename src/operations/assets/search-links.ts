import type { PublicLinkRecord } from '../../domain/collaboration-records.ts'
import { environmentId, type AssetId, type CollectionId, type FolderId, type LinkId } from '../../domain/ids.ts'
import type { Reader } from '../../store/store.ts'
import { foldersWithin } from '../folders/folder-place.ts'
import type { Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { mayKnow, statusOf } from '../public-links/link-place.ts'
import { loadTargetOf } from '../public-links/link-target.ts'

/** Where some public links lead. */
export interface KnownTargets {
  readonly assetIds: readonly AssetId[]
  /** With all folders beneath. */
  readonly folderIds: readonly FolderId[]
  readonly collectionIds: readonly CollectionId[]
}

/**
 * Finds where public links lead that the caller may know of: one by its id, however it stands; null: every one of the
 * environment that opens now.
 */
export async function listKnownTargets(
  id: LinkId | null,
  environment: string,
  deed: Deed<Reader>,
): Promise<KnownTargets> {
  const known: PublicLinkRecord[] = []
  for (const link of await listNamed(id, environment, deed)) {
    const target = await loadTargetOf(link, deed)
    const isMeant = id !== null || statusOf(link, target, deed) === 'open'
    if (isMeant && mayKnow(link, target, deed)) known.push(link)
  }
  const targets = known.map(({ target }) => target)
  const folders = targets.flatMap((target) => (target.type === 'folder' ? [target.id] : []))
  return {
    assetIds: targets.flatMap((target) => (target.type === 'asset' ? [target.id] : [])),
    folderIds: foldersWithin(deed.engine, folders),
    collectionIds: [...new Set(targets.flatMap((target) => (target.type === 'collection' ? [target.id] : [])))],
  }
}

async function listNamed(
  id: LinkId | null,
  environment: string,
  { store, caller: { accountId } }: Deed<Reader>,
): Promise<readonly PublicLinkRecord[]> {
  const here = environmentId(environment)
  if (id === null)
    return listAll<PublicLinkRecord>((page) => store.listPublicLinks(accountId, { environmentId: here }, page))
  const link = await store.find('public_link', { accountId, id })
  return link?.environmentId === here ? [link] : []
}
