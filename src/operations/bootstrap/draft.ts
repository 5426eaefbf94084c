import type { Catalogue } from '../../domain/catalogue.ts'
import type { Blame } from '../../domain/catalogue/import-fields.ts'
import { refusals } from '../../domain/errors.ts'
import type { AccountId, CollectionId, FolderId, UserId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { LibrarySettingsRecord } from '../../domain/library-records.ts'
import type { PlanFeature } from '../../domain/plan.ts'
import { planOpens } from '../../domain/plan.ts'
import type { Principal } from '../../domain/principal.ts'
import type * as R from '../../domain/records.ts'
import type { IdSource } from '../id-source.ts'
import { OnlyOnce } from './fields.ts'
import type { Placed } from './fields.ts'

/** Everything a bootstrap file puts into an empty store, ids included; nothing of it is stored yet. */
export interface Draft {
  readonly account: R.AccountRecord
  readonly environments: readonly R.EnvironmentRecord[]
  /** Of the environments whose library isn't as usual. */
  readonly librarySettings: readonly LibrarySettingsRecord[]
  readonly roles: readonly R.RoleRecord[]
  readonly groups: readonly R.GroupRecord[]
  readonly users: readonly R.UserRecord[]
  readonly memberships: readonly R.MembershipRecord[]
  readonly access: readonly R.EnvironmentAccessRecord[]
  /** Parents before children. */
  readonly folders: readonly R.FolderRecord[]
  readonly collections: readonly R.CollectionRecord[]
  readonly accountKeys: readonly R.AccountKeyRecord[]
  readonly apiKeys: readonly R.ApiKeyRecord[]
  readonly policies: readonly R.CustomPolicyRecord[]
  readonly assignments: readonly R.AssignmentRecord[]
  /** In the order of the file, keys of the account first. */
  readonly keys: readonly DraftKey[]
  readonly passwordByUser: ReadonlyMap<UserId, string>
}

/** A key with its secret, as its owner must be told. */
export interface DraftKey {
  readonly kind: 'account_key' | 'api_key'
  readonly id: string
  readonly name: string
  /** Null for an account management key. */
  readonly cloudName: string | null
  readonly secret: string
  /** Made by us: the file didn't say the key, or not its secret. */
  readonly isGenerated: boolean
}

/** An environment and what role entries may name in it. */
export interface Place {
  readonly environment: R.EnvironmentRecord
  readonly folderIdByPath: Map<string, FolderId>
  readonly collectionIdByName: Map<string, CollectionId>
}

/** The roles that a principal is to get, to be understood when the whole file has been read. */
export interface PendingRoles {
  readonly holder: Principal
  /** The environment of an API key. */
  readonly home: R.EnvironmentRecord | null
  readonly entries: readonly Placed[]
}

/** What a draft is made with. */
export interface DraftSource {
  readonly catalogue: Catalogue
  readonly ids: IdSource
  readonly at: Instant
}

/** A draft while the file is read: what is there so far, and what the rest may refer to. */
export class Drafting {
  readonly catalogue: Catalogue
  readonly ids: IdSource
  readonly at: Instant
  readonly account: R.AccountRecord
  readonly blame: Blame
  readonly environments: R.EnvironmentRecord[] = []
  readonly librarySettings: LibrarySettingsRecord[] = []
  readonly roles: R.RoleRecord[] = []
  readonly groups: R.GroupRecord[] = []
  readonly users: R.UserRecord[] = []
  readonly memberships: R.MembershipRecord[] = []
  readonly access: R.EnvironmentAccessRecord[] = []
  readonly folders: R.FolderRecord[] = []
  readonly collections: R.CollectionRecord[] = []
  readonly accountKeys: R.AccountKeyRecord[] = []
  readonly apiKeys: R.ApiKeyRecord[] = []
  readonly policies: R.CustomPolicyRecord[] = []
  readonly assignments: R.AssignmentRecord[] = []
  readonly keys: DraftKey[] = []
  readonly passwordByUser = new Map<UserId, string>()
  readonly placeByCloudName = new Map<string, Place>()
  readonly pending: PendingRoles[] = []
  /** Keys of both kinds: one signs in with either. */
  readonly keyIds: OnlyOnce
  /** Ids by noun, as far as the file gives them. */
  readonly #givenIds = new Map<string, OnlyOnce>()

  constructor({ catalogue, ids, at }: DraftSource, account: R.AccountRecord, blame: Blame) {
    this.catalogue = catalogue
    this.ids = ids
    this.at = at
    this.account = account
    this.blame = blame
    this.keyIds = new OnlyOnce(blame)
  }

  /** The two instants and the account of every record made here. */
  get stamp(): { readonly accountId: AccountId; readonly createdAt: Instant; readonly updatedAt: Instant } {
    return { accountId: this.account.id, createdAt: this.at, updatedAt: this.at }
  }

  /** Blames what the account's plan doesn't have. */
  needPlan(feature: PlanFeature, path: string): void {
    if (!planOpens(this.account, feature)) this.blame(path, refusals.plan_lacks.says({ feature }))
  }

  /** Blames an id that another of the same noun was given. */
  giveId(noun: string, id: string | undefined, path: string): void {
    const given = this.#givenIds.get(noun) ?? new OnlyOnce(this.blame)
    this.#givenIds.set(noun, given)
    given.add(id, path)
  }
}
