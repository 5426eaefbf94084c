// Builders of records for the tests of the store: every field has a value, every id is new.
import type { Author } from '../../src/domain/change.ts'
import * as Ids from '../../src/domain/ids.ts'
import type * as L from '../../src/domain/library-records.ts'
import type * as R from '../../src/domain/records.ts'
import type { Attribution, Store, Transaction } from '../../src/store/store.ts'

let made = 0

/** A text nobody used before in this process; later ones sort after earlier ones. */
export const fresh = (prefix: string): string => `${prefix}-${String(++made).padStart(6, '0')}`

/** Who the tests act as. */
export const operator: Author = { type: 'operator', id: 'test' }

/** An attribution with an instant of its own. */
export const attribution = (operation = 'test.change'): Attribution => ({
  by: operator,
  operation,
  requestId: null,
  at: 1_700_000_000_000,
})

const dated = { createdAt: 1_700_000_000_001, updatedAt: 1_700_000_000_002 }

/** The records of one account, made by what differs from the usual. */
export interface Given {
  readonly accountId: Ids.AccountId
  readonly account: (but?: Partial<R.AccountRecord>) => R.AccountRecord
  readonly environment: (but?: Partial<R.EnvironmentRecord>) => R.EnvironmentRecord
  readonly user: (but?: Partial<R.UserRecord>) => R.UserRecord
  readonly group: (but?: Partial<R.GroupRecord>) => R.GroupRecord
  readonly membership: (group: R.GroupRecord, user: R.UserRecord) => R.MembershipRecord
  readonly access: (user: R.UserRecord, environment: R.EnvironmentRecord) => R.EnvironmentAccessRecord
  readonly apiKey: (environment: R.EnvironmentRecord, but?: Partial<R.ApiKeyRecord>) => R.ApiKeyRecord
  readonly accountKey: (but?: Partial<R.AccountKeyRecord>) => R.AccountKeyRecord
  readonly role: (but?: Partial<R.RoleRecord>) => R.RoleRecord
  readonly policy: (but?: Partial<R.CustomPolicyRecord>) => R.CustomPolicyRecord
  readonly assignment: (but?: Partial<R.AssignmentRecord>) => R.AssignmentRecord
  readonly folder: (environment: R.EnvironmentRecord, but?: Partial<R.FolderRecord>) => R.FolderRecord
  readonly collection: (environment: R.EnvironmentRecord, but?: Partial<R.CollectionRecord>) => R.CollectionRecord
  readonly asset: (environment: R.EnvironmentRecord, but?: Partial<L.AssetRecord>) => L.AssetRecord
  readonly version: (asset: L.AssetRecord, but?: Partial<L.AssetVersionRecord>) => L.AssetVersionRecord
}

/** Builders for one account, which isn't stored yet. */
export function givenRecords(accountId: Ids.AccountId = Ids.accountId(fresh('account'))): Given {
  const base = { accountId, ...dated }
  return {
    accountId,
    account: (but) => ({
      id: accountId,
      name: 'Acme',
      plan: 'enterprise',
      assetsAdvanced: true,
      isActive: true,
      ...dated,
      ...but,
    }),
    environment: (but) => ({
      ...base,
      id: Ids.environmentId(fresh('environment')),
      name: 'Demo',
      cloudName: fresh('cloud'),
      isEnabled: true,
      customAttributes: { stage: 'live', Team: 'brand, web' },
      ...but,
    }),
    user: (but) => ({
      ...base,
      id: Ids.userId(fresh('user')),
      name: 'Vera',
      email: `${fresh('Vera')}@Example.com`,
      isEnabled: true,
      isPending: false,
      hasAllEnvironments: false,
      ...but,
    }),
    group: (but) => ({ ...base, id: Ids.groupId(fresh('group')), name: fresh('Creative'), ...but }),
    membership: (group, user) => ({ accountId, groupId: group.id, userId: user.id, createdAt: dated.createdAt }),
    access: (user, { id }) => ({ accountId, userId: user.id, environmentId: id, createdAt: dated.createdAt }),
    accountKey: (but) => ({
      ...base,
      id: Ids.accountKeyId(fresh('key')),
      name: 'main',
      isEnabled: true,
      purpose: 'Fetches the pictures of the day',
      createdBy: 'user:vera',
      ownerId: Ids.userId('vera'),
      ...but,
    }),
    ...givenAuthority(accountId),
    ...givenPlaces(accountId),
    ...givenAssets(accountId),
  }
}

/** What lies in a library. */
function givenAssets(accountId: Ids.AccountId): Pick<Given, 'asset' | 'version'> {
  return {
    asset: ({ id }, but) => ({
      accountId,
      ...dated,
      id: Ids.assetId(fresh('asset')),
      environmentId: id,
      resourceKind: 'image',
      delivery: 'upload',
      publicId: fresh('Summer/logo'),
      folderId: null,
      displayName: 'Logo of Summer',
      file: givenFile(),
      version: 1_700_000_000,
      versionId: Ids.versionId(fresh('version')),
      originalFilename: 'logo.PNG',
      tags: ['red', 'Blue'],
      context: { alt: 'a logo', caption: '' },
      metadata: { price: 12.5, stage: 'live', regions: ['eu', 'us'] },
      accessMode: 'public',
      accessControl: null,
      moderation: null,
      keepsBackups: false,
      createdBy: 'user:vera',
      uploadedAt: 1_700_000_000_003,
      ...but,
    }),
    version: (asset, but) => ({
      accountId,
      assetId: asset.id,
      id: asset.versionId,
      environmentId: asset.environmentId,
      asset,
      createdAt: asset.uploadedAt,
      ...but,
    }),
  }
}

/** A file of an asset, with blobs that nobody has. */
export const givenFile = (but: Partial<L.AssetFile> = {}): L.AssetFile => ({
  blobId: Ids.blobId(fresh('blob')),
  thumbnailId: Ids.blobId(fresh('thumbnail')),
  bytes: 1_234,
  etag: '0123456789abcdef0123456789abcdef',
  format: 'png',
  mediaType: 'image/png',
  width: 400,
  height: 300,
  pages: 1,
  ...but,
})

/** What lies in an environment. */
function givenPlaces(accountId: Ids.AccountId): Pick<Given, 'apiKey' | 'folder' | 'collection'> {
  const base = { accountId, ...dated }
  return {
    apiKey: ({ id }, but) => ({
      ...base,
      id: Ids.apiKeyId(fresh('key')),
      environmentId: id,
      name: 'root',
      isEnabled: true,
      dedicatedFor: ['webhooks'],
      isRoot: true,
      purpose: null,
      createdBy: 'account_key:1',
      ownerId: null,
      ...but,
    }),
    folder: ({ id }, but) => ({
      ...base,
      id: Ids.folderId(fresh('folder')),
      environmentId: id,
      parentId: null,
      name: fresh('brand'),
      ...but,
    }),
    collection: ({ id }, but) => ({
      ...base,
      id: Ids.collectionId(fresh('collection')),
      environmentId: id,
      name: 'Summer',
      description: null,
      coverAssetId: null,
      isDynamic: false,
      expression: null,
      createdBy: null,
      ...but,
    }),
  }
}

/** What gives authority. */
function givenAuthority(accountId: Ids.AccountId): Pick<Given, 'role' | 'policy' | 'assignment'> {
  const base = { accountId, ...dated }
  return {
    role: (but) => ({
      ...base,
      id: Ids.roleId(fresh('role')),
      name: fresh('Retoucher'),
      description: null,
      kind: 'global',
      level: 'environment',
      permissionIds: ['z', 'a', 'm'].map(Ids.permissionId),
      ...but,
    }),
    policy: (but) => ({
      ...base,
      id: Ids.customPolicyId(fresh('policy')),
      name: 'No uploads',
      description: 'while we move',
      reach: { type: 'account' },
      statement: 'forbid(principal, action, resource);',
      isEnabled: true,
      ...but,
    }),
    assignment: (but) => ({
      ...base,
      id: Ids.assignmentId(fresh('assignment')),
      principal: { type: 'user', id: Ids.userId(fresh('user')) },
      roleId: Ids.roleId(fresh('role')),
      reach: { type: 'environment', environmentId: 'all' },
      parameter: null,
      expiresAt: null,
      ...but,
    }),
  }
}

/** Stores an account and whatever `fill` puts into it. */
export async function givenAccount(
  store: Store,
  fill: (transaction: Transaction, given: Given) => Promise<void> = async () => undefined,
  given: Given = givenRecords(),
): Promise<Given> {
  await store.createAccount(given.account(), attribution('account.create'), (transaction) => fill(transaction, given))
  return given
}

/** Everything in a list that comes in parts. */
export async function collect<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const part of parts) all.push(part)
  return all
}
