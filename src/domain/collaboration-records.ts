import type * as Ids from './ids.ts'
import type { Dated, Instant } from './instant.ts'

/** What the store keeps of people working together on assets. Engines don't hold these. */
export interface CollaborationRecords {
  readonly collection_asset: CollectionAssetRecord
  readonly asset_relation: AssetRelationRecord
  readonly proof: ProofRecord
  readonly proof_comment: ProofCommentRecord
  readonly proof_decision: ProofDecisionRecord
  readonly public_link: PublicLinkRecord
}

/** The nouns that decisions never need: they are in the change log, and no engine loads them. */
export const collaborationNouns = [
  'collection_asset',
  'asset_relation',
  'proof',
  'proof_comment',
  'proof_decision',
  'public_link',
] as const satisfies readonly (keyof CollaborationRecords)[]

/** One asset in one collection that isn't dynamic. */
export interface CollectionAssetRecord {
  readonly accountId: Ids.AccountId
  readonly collectionId: Ids.CollectionId
  readonly assetId: Ids.AssetId
  /** Who put it there, as `type:id`. */
  readonly addedBy: string
  readonly createdAt: Instant
}

/** Two assets of one environment that belong together; once a pair, `assetId` the lesser of the two ids. */
export interface AssetRelationRecord {
  readonly accountId: Ids.AccountId
  readonly assetId: Ids.AssetId
  readonly relatedId: Ids.AssetId
  readonly createdBy: string
  readonly createdAt: Instant
}

/** How a proof stands. */
export const proofStatuses = ['open', 'approved', 'rejected', 'closed'] as const

/** One of {@link proofStatuses}. */
export type ProofStatus = (typeof proofStatuses)[number]

/** Whom a proof is put before. */
export type Reviewer =
  { readonly type: 'user'; readonly id: Ids.UserId } | { readonly type: 'group'; readonly id: Ids.GroupId }

/** What happened to a proof as a whole. */
export const milestoneTypes = ['started', 'round', 'closed', 'reopened'] as const

/** One step of a proof: its start, a new round, its end, its opening again. */
export interface ProofMilestone {
  readonly type: (typeof milestoneTypes)[number]
  /** The round that it began or happened in. */
  readonly round: number
  readonly at: Instant
  /** As `type:id`. */
  readonly by: string
}

/** A creative approval proof: assets put before reviewers, in rounds. */
export interface ProofRecord extends Dated {
  readonly id: Ids.ProofId
  readonly accountId: Ids.AccountId
  readonly environmentId: Ids.EnvironmentId
  readonly title: string
  /** `closed`, or as it stood when it was written last: whose words count depends on who reviews it at a moment. */
  readonly status: ProofStatus
  /** 1 for the first; a new one asks every reviewer again. */
  readonly round: number
  /** In the order they were put; an asset that is deleted leaves the proof. */
  readonly assetIds: readonly Ids.AssetId[]
  readonly reviewers: readonly Reviewer[]
  /** Who started it, as `type:id`. */
  readonly createdBy: string
  readonly closedAt: Instant | null
  /** Oldest first; of very many the newest. */
  readonly milestones: readonly ProofMilestone[]
}

/** A point of a picture, both between 0 and 1, from its upper left corner. */
export interface PinnedPoint {
  readonly x: number
  readonly y: number
}

/** What somebody said of a proof, or of one of its assets, or of a point of it. */
export interface ProofCommentRecord extends Dated {
  readonly id: Ids.CommentId
  readonly accountId: Ids.AccountId
  readonly proofId: Ids.ProofId
  readonly round: number
  readonly assetId: Ids.AssetId | null
  readonly point: PinnedPoint | null
  readonly body: string
  readonly isResolved: boolean
  /** As `type:id`. */
  readonly createdBy: string
}

/** What one reviewer decided in one round; the last word of each counts. */
export interface ProofDecisionRecord {
  readonly accountId: Ids.AccountId
  readonly proofId: Ids.ProofId
  readonly round: number
  readonly userId: Ids.UserId
  readonly outcome: 'approved' | 'rejected'
  readonly note: string | null
  readonly createdAt: Instant
}

/** What a public link shows. */
export type LinkTarget =
  | { readonly type: 'asset'; readonly id: Ids.AssetId }
  | { readonly type: 'folder'; readonly id: Ids.FolderId }
  | { readonly type: 'collection'; readonly id: Ids.CollectionId }

/**
 * A page that whoever has its address may see. It shows no more than its maker could show at that moment. The token and the
 * password's hash are secrets, and no part of the record.
 */
export interface PublicLinkRecord extends Dated {
  readonly id: Ids.LinkId
  readonly accountId: Ids.AccountId
  readonly environmentId: Ids.EnvironmentId
  readonly target: LinkTarget
  readonly title: string
  readonly allowsDownload: boolean
  readonly hasPassword: boolean
  /** The link is dead from exactly this instant on. */
  readonly expiresAt: Instant | null
  /** The principal on whose rights it lives, as `type:id`. */
  readonly createdBy: string
}
