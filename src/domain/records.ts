import type * as Ids from './ids.ts'
import type { Dated, Instant } from './instant.ts'
import type { CollaborationRecords } from './collaboration-records.ts'
import type { LibraryRecords } from './library-records.ts'
import type { Plan } from './plan.ts'
import type { Principal } from './principal.ts'
import type { Parameter, RoleKind } from './role.ts'
import type { Level, ReachScope } from './scope.ts'

/** What the store keeps of each noun. Secrets are never part of a record: the change log holds records whole. */
export interface Records extends LibraryRecords, CollaborationRecords {
  readonly account: AccountRecord
  readonly environment: EnvironmentRecord
  readonly user: UserRecord
  readonly group: GroupRecord
  readonly membership: MembershipRecord
  readonly environment_access: EnvironmentAccessRecord
  readonly api_key: ApiKeyRecord
  readonly account_key: AccountKeyRecord
  readonly role: RoleRecord
  readonly custom_policy: CustomPolicyRecord
  readonly assignment: AssignmentRecord
  readonly folder: FolderRecord
  readonly collection: CollectionRecord
}

/** The nouns of {@link Records}. */
export type Noun = keyof Records

/** One customer of an installation. */
export interface AccountRecord extends Dated {
  readonly id: Ids.AccountId
  readonly name: string
  readonly plan: Plan
  readonly assetsAdvanced: boolean
  readonly isActive: boolean
}

/** A product environment; its cloud name is unique in the whole installation. */
export interface EnvironmentRecord extends Dated {
  readonly id: Ids.EnvironmentId
  readonly accountId: Ids.AccountId
  readonly name: string
  readonly cloudName: string
  readonly isEnabled: boolean
  /** What its makers noted about it, by names of their own; null when nothing was ever noted. */
  readonly customAttributes: Readonly<Record<string, string>> | null
}

/** A person. E-mail is unique in an account, compared in lower case. */
export interface UserRecord extends Dated {
  readonly id: Ids.UserId
  readonly accountId: Ids.AccountId
  readonly name: string
  readonly email: string
  readonly isEnabled: boolean
  /** Invited and not yet accepted. */
  readonly isPending: boolean
  /** Has access to every environment, future ones included. */
  readonly hasAllEnvironments: boolean
}

/** A named set of users; its name is unique in an account. */
export interface GroupRecord extends Dated {
  readonly id: Ids.GroupId
  readonly accountId: Ids.AccountId
  readonly name: string
}

/** One user in one group. */
export interface MembershipRecord {
  readonly accountId: Ids.AccountId
  readonly groupId: Ids.GroupId
  readonly userId: Ids.UserId
  readonly createdAt: Instant
}

/** One user's access to one environment, apart from roles (guide: "Grant product environment access"). */
export interface EnvironmentAccessRecord {
  readonly accountId: Ids.AccountId
  readonly userId: Ids.UserId
  readonly environmentId: Ids.EnvironmentId
  readonly createdAt: Instant
}

/** A key of one environment; its id is the key value itself. */
export interface ApiKeyRecord extends Dated {
  readonly id: Ids.ApiKeyId
  readonly accountId: Ids.AccountId
  readonly environmentId: Ids.EnvironmentId
  readonly name: string
  /** What it is for, in the words of its owner; null: nobody said. */
  readonly purpose: string | null
  readonly isEnabled: boolean
  /** What it was set apart for; it may do everything else too. */
  readonly dedicatedFor: readonly string[]
  /** The first key of its environment, made together with it. */
  readonly isRoot: boolean
  /** Who made it, as `type:id`; null when nobody noted it. */
  readonly createdBy: string | null
  /** Who answers for it; it gives nobody anything. Null: nobody, as when a key or the operator made it. */
  readonly ownerId: Ids.UserId | null
}

/** An account management key; its id is the key value itself. */
export interface AccountKeyRecord extends Dated {
  readonly id: Ids.AccountKeyId
  readonly accountId: Ids.AccountId
  readonly name: string
  /** What it is for, in the words of its owner; null: nobody said. */
  readonly purpose: string | null
  readonly isEnabled: boolean
  /** Who made it, as `type:id`; null when nobody noted it. */
  readonly createdBy: string | null
  /** Who answers for it; it gives nobody anything. Null: nobody, as when a key or the operator made it. */
  readonly ownerId: Ids.UserId | null
}

/** A custom role. Ids are unique in an account, names among the custom roles of one level and kind. */
export interface RoleRecord extends Dated {
  readonly id: Ids.RoleId
  readonly accountId: Ids.AccountId
  readonly name: string
  readonly description: string | null
  readonly kind: RoleKind
  readonly level: Level
  /** In catalogue order. */
  readonly permissionIds: readonly Ids.PermissionId[]
}

/** One Cedar policy of an account, outside roles. */
export interface CustomPolicyRecord extends Dated {
  readonly id: Ids.CustomPolicyId
  readonly accountId: Ids.AccountId
  readonly name: string
  readonly description: string | null
  readonly reach: ReachScope
  /** As the engine formats it. */
  readonly statement: string
  readonly isEnabled: boolean
}

/** A role given to a principal somewhere. Unique over principal, role, reach and parameter. */
export interface AssignmentRecord extends Dated {
  readonly id: Ids.AssignmentId
  readonly accountId: Ids.AccountId
  readonly principal: Principal
  readonly roleId: Ids.RoleId
  readonly reach: ReachScope
  /** Null for global roles. */
  readonly parameter: Parameter | null
  readonly expiresAt: Instant | null
}

/** A folder; names are unique among the children of one parent. */
export interface FolderRecord extends Dated {
  readonly id: Ids.FolderId
  readonly accountId: Ids.AccountId
  readonly environmentId: Ids.EnvironmentId
  /** Null at the top. */
  readonly parentId: Ids.FolderId | null
  readonly name: string
}

/** A collection of assets. */
export interface CollectionRecord extends Dated {
  readonly id: Ids.CollectionId
  readonly accountId: Ids.AccountId
  readonly environmentId: Ids.EnvironmentId
  readonly name: string
  readonly description: string | null
  /** One of its assets; null: the first one. */
  readonly coverAssetId: Ids.AssetId | null
  /** It fills itself with what `expression` finds, instead of what people put into it. */
  readonly isDynamic: boolean
  /** A search expression; null for a collection that isn't dynamic. */
  readonly expression: string | null
  /** Who made it, as `type:id`; null when nobody noted it. */
  readonly createdBy: string | null
}
