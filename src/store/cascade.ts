import type { AccountId, CollectionId } from '../domain/ids.ts'
import type { Principal } from '../domain/principal.ts'
import type { LinkTarget, ProofRecord } from '../domain/collaboration-records.ts'
import type { Instant } from '../domain/instant.ts'
import type { AssetRecord } from '../domain/library-records.ts'
import type { CollectionRecord, FolderRecord } from '../domain/records.ts'
import { blobsOf } from './assets/clear-library.ts'
import type { AccountNoun, AssignmentFilter, KeyOf, Page, Transaction } from './store.ts'

/**
 * Deletes a record and all that depends on it, each as a change of its own, dependents first.
 *
 * User and group: memberships, environment access, assignments. Key, role: assignments. Collection: assignments, what it
 * holds, links to it. Asset: its versions, its places in collections and proofs, its relations, links to it; blobs are doomed. Folder:
 * the tree under it with the assignments, links and assets there. Proof: its comments and decisions. Environment: everything inside it,
 * access to it, and the assignments and custom policies that reach it alone (those that reach `all` stay); its library
 * goes without changes of its own. Nothing happens when the record is absent.
 */
export async function deleteCascade<N extends AccountNoun>(
  transaction: Transaction,
  noun: N,
  key: KeyOf<N>,
): Promise<void> {
  await dependentsOf[noun](transaction, key)
  await transaction.delete(noun, key)
}

type Cascade<N extends AccountNoun> = (transaction: Transaction, key: KeyOf<N>) => Promise<void>

const nothing = async (): Promise<void> => undefined

const dependentsOf: { readonly [N in AccountNoun]: Cascade<N> } = {
  membership: nothing,
  environment_access: nothing,
  custom_policy: nothing,
  assignment: nothing,
  account_key: (transaction, key) =>
    deletePrincipalsAssignments(transaction, key.accountId, { type: 'account_key', id: key.id }),
  api_key: (transaction, key) =>
    deletePrincipalsAssignments(transaction, key.accountId, { type: 'api_key', id: key.id }),
  role: (transaction, key) => deleteAssignments(transaction, key.accountId, { roleIds: [key.id] }),
  collection: (transaction, key) => deleteCollectionDependents(transaction, key.accountId, [key]),
  collection_asset: nothing,
  asset_relation: nothing,
  proof_comment: nothing,
  proof_decision: nothing,
  public_link: nothing,
  proof: async (transaction, key) => {
    await transaction.deleteAll('proof_comment', await transaction.listProofComments(key))
    await transaction.deleteAll('proof_decision', await transaction.listProofDecisions(key))
  },
  library_settings: nothing,
  asset_version: nothing,
  upload_preset: nothing,
  upload_mapping: nothing,
  transformation: nothing,
  metadata_field: nothing,
  metadata_rule: nothing,
  asset: async (transaction, key) => {
    const asset = await transaction.find('asset', key)
    if (asset !== undefined) await deleteAssets(transaction, [asset])
  },
  user: deleteUserDependents,
  group: deleteGroupDependents,
  folder: async (transaction, key) => {
    await deleteFoldersUnder(transaction, key)
    await deleteAssetsIn(transaction, key)
    await deleteLinksTo(transaction, key.accountId, [{ type: 'folder', id: key.id }])
    await deleteAssignments(transaction, key.accountId, { parameter: { type: 'folder', id: key.id } })
  },
  environment: deleteEnvironmentDependents,
}

async function deleteUserDependents(transaction: Transaction, { accountId, id }: KeyOf<'user'>): Promise<void> {
  await deletePrincipalsAssignments(transaction, accountId, { type: 'user', id })
  await transaction.deleteAll('environment_access', await transaction.listAccessOf({ accountId, id }))
  const groups = await transaction.listGroupsOf({ accountId, id })
  await transaction.deleteAll(
    'membership',
    groups.map((group) => ({ accountId, groupId: group.id, userId: id })),
  )
}

async function deleteGroupDependents(transaction: Transaction, { accountId, id }: KeyOf<'group'>): Promise<void> {
  await deletePrincipalsAssignments(transaction, accountId, { type: 'group', id })
  await eachPart(
    (page: Page<KeyOf<'user'>>) => transaction.listUsersOf({ accountId, id }, page),
    (users) =>
      transaction.deleteAll(
        'membership',
        users.map((user) => ({ accountId, groupId: id, userId: user.id })),
      ),
  )
}

async function deleteEnvironmentDependents(transaction: Transaction, key: KeyOf<'environment'>): Promise<void> {
  const { accountId, id } = key
  await eachPart(
    (page: Page<KeyOf<'api_key'>>) => transaction.listApiKeys(accountId, id, page),
    async (apiKeys) => {
      const principals = apiKeys.map((apiKey): Principal => ({ type: 'api_key', id: apiKey.id }))
      await deleteAssignments(transaction, accountId, { principals })
      await transaction.deleteAll('api_key', apiKeys)
    },
  )
  await transaction.clearCollaboration(accountId, id)
  await eachPart(
    (page: Page<KeyOf<'collection'>>) => transaction.listCollections(accountId, id, page),
    (collections) => deleteCollections(transaction, accountId, collections),
  )
  await transaction.clearLibrary(accountId, id)
  await deleteFolderTrees(transaction, await listAllFolders(transaction, key, null))
  await eachPart(
    (page: Page<KeyOf<'environment_access'>>) => transaction.listAccessTo(key, page),
    (access) => transaction.deleteAll('environment_access', access),
  )
  const reach = { type: 'environment', environmentId: id } as const
  await deleteAssignments(transaction, accountId, { reach })
  await transaction.deleteAll('custom_policy', await transaction.listCustomPolicies(accountId, { reach }))
}

async function deleteCollections(
  transaction: Transaction,
  accountId: AccountId,
  collections: readonly CollectionRecord[],
): Promise<void> {
  await deleteCollectionDependents(transaction, accountId, collections)
  await transaction.deleteAll('collection', collections)
}

async function deleteCollectionDependents(
  transaction: Transaction,
  accountId: AccountId,
  collections: readonly KeyOf<'collection'>[],
): Promise<void> {
  const parameters = collections.map(({ id }) => ({ type: 'collection', id }) as const)
  await deleteAssignments(transaction, accountId, { parameters })
  await deleteLinksTo(transaction, accountId, parameters)
  for (const collection of collections) {
    await eachPart(
      () => transaction.listCollectionAssets(collection, { limit: partSize }),
      (held) => transaction.deleteAll('collection_asset', held),
    )
  }
}

async function deleteLinksTo(
  transaction: Transaction,
  accountId: AccountId,
  targets: readonly LinkTarget[],
): Promise<void> {
  if (targets.length === 0) return
  await eachPart(
    () => transaction.listPublicLinks(accountId, { targets }, { limit: partSize }),
    (links) => transaction.deleteAll('public_link', links),
  )
}

async function deleteFoldersUnder(transaction: Transaction, key: KeyOf<'folder'>): Promise<void> {
  const folder = await transaction.find('folder', key)
  if (folder === undefined) return
  const environment = { accountId: folder.accountId, id: folder.environmentId }
  await deleteFolderTrees(transaction, await listAllFolders(transaction, environment, folder))
}

/** All of a list of folders that holds parents before children. */
async function deleteFolderTrees(transaction: Transaction, folders: readonly FolderRecord[]): Promise<void> {
  for (let end = folders.length; end > 0; end -= partSize) {
    const deepest = folders.slice(Math.max(0, end - partSize), end).reverse()
    const parameters = deepest.map(({ id }) => ({ type: 'folder', id }) as const)
    const [first] = deepest
    if (first !== undefined) {
      await deleteAssignments(transaction, first.accountId, { parameters })
      await deleteLinksTo(transaction, first.accountId, parameters)
    }
    for (const folder of deepest) await deleteAssetsIn(transaction, folder)
    await transaction.deleteAll('folder', deepest)
  }
}

/** The assets of one folder, not of those under it. */
async function deleteAssetsIn(transaction: Transaction, key: KeyOf<'folder'>): Promise<void> {
  const folder = await transaction.find('folder', key)
  if (folder === undefined) return
  const filter = { environmentId: folder.environmentId, folders: [folder.id] }
  const order = [{ field: 'created_at', isDescending: false }] as const
  await eachPart(
    () => transaction.listAssets(folder.accountId, filter, { order, limit: partSize }),
    (assets) => deleteAssets(transaction, assets),
  )
}

async function deleteAssets(transaction: Transaction, assets: readonly AssetRecord[]): Promise<void> {
  for (const asset of assets) {
    const versions = await transaction.listVersions(asset)
    await transaction.deleteAll('asset_version', versions)
    await transaction.doomBlobs([asset, ...versions.map((version) => version.asset)].flatMap(blobsOf))
  }
  await detachAssets(transaction, assets)
  await transaction.deleteAll('asset', assets)
}

/** Takes assets out of their collections and proofs, and deletes their relations and the links to them: what assets that go
 * leave, even where their files are kept. */
export async function detachAssets(transaction: Transaction, assets: readonly AssetRecord[]): Promise<void> {
  for (const asset of assets) {
    const held = await transaction.listCollectionsHolding(asset)
    for (const { collectionId } of held) await removeCover(transaction, asset, collectionId)
    await transaction.deleteAll('collection_asset', held)
    await transaction.deleteAll('asset_relation', await transaction.listRelations(asset))
    await deleteLinksTo(transaction, asset.accountId, [{ type: 'asset', id: asset.id }])
  }
  const byEnvironment = Map.groupBy(assets, ({ environmentId }) => environmentId)
  for (const some of byEnvironment.values()) await leaveProofs(transaction, some)
}

async function removeCover(transaction: Transaction, { accountId, id }: AssetRecord, collectionId: CollectionId) {
  const collection = await transaction.find('collection', { accountId, id: collectionId })
  if (collection?.coverAssetId !== id) return
  await transaction.put('collection', { ...collection, coverAssetId: null, updatedAt: transaction.at })
}

/** Proofs keep the ids of their assets in order, without an index: one pass for any number of assets of one environment. */
async function leaveProofs(transaction: Transaction, assets: readonly AssetRecord[]): Promise<void> {
  const [first] = assets
  if (first === undefined) return
  const gone = new Set(assets.map(({ id }) => id))
  let last: ProofRecord | undefined
  do {
    const page = { limit: partSize, ...(last !== undefined && { after: last }) }
    const proofs = await transaction.listProofs(first.accountId, first.environmentId, {}, page)
    const holding = proofs.filter(({ assetIds }) => assetIds.some((id) => gone.has(id)))
    await transaction.putAll(
      'proof',
      holding.map((proof) => withoutAssets(proof, gone, transaction.at)),
    )
    last = proofs.length < partSize ? undefined : proofs.at(-1)
  } while (last !== undefined)
}

const withoutAssets = (proof: ProofRecord, gone: ReadonlySet<string>, at: Instant): ProofRecord => ({
  ...proof,
  assetIds: proof.assetIds.filter((id) => !gone.has(id)),
  updatedAt: at,
})

/** The folders under one (null: of a whole environment), parents before children, without the one itself. */
async function listAllFolders(
  transaction: Transaction,
  { accountId, id }: KeyOf<'environment'>,
  top: FolderRecord | null,
): Promise<readonly FolderRecord[]> {
  const found = [...(await transaction.listFolders(accountId, id, top?.id ?? null))]
  // The list grows while it is walked.
  for (const folder of found) found.push(...(await transaction.listFolders(accountId, id, folder.id)))
  return found
}

const deletePrincipalsAssignments = (transaction: Transaction, accountId: AccountId, principal: Principal) =>
  deleteAssignments(transaction, accountId, { principals: [principal] })

async function deleteAssignments(
  transaction: Transaction,
  accountId: AccountId,
  filter: AssignmentFilter,
): Promise<void> {
  await eachPart(
    (page: Page<never>) => transaction.listAssignments(accountId, filter, page),
    (assignments) => transaction.deleteAll('assignment', assignments),
  )
}

const partSize = 500

/** Lists and deletes part by part; what is left moves up, so every part is the first. */
async function eachPart<T, Position>(
  list: (page: Page<Position>) => Promise<readonly T[]>,
  remove: (records: readonly T[]) => Promise<void>,
): Promise<void> {
  for (;;) {
    const records = await list({ limit: partSize })
    if (records.length > 0) await remove(records)
    if (records.length < partSize) return
  }
}
