import type * as C from '../domain/collaboration-records.ts'
import type { AccountId, EnvironmentId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Principal } from '../domain/principal.ts'
import type { KeyOf, Page } from './keys.ts'

/** What is kept of a public link besides its record: secrets, and what changes with every visit. */
export interface LinkSecret {
  /** The token, sealed: whoever manages the link may see its address again. */
  readonly sealedToken: string
  /** Null: no password. */
  readonly passwordHash: string | null
  readonly visits: number
  readonly lastVisitAt: Instant | null
}

/** What a new link, or a new password of one, writes. */
export interface NewLinkSecret {
  /** By which the link is found; the token itself can't be made of it. */
  readonly tokenHash: string
  readonly sealedToken: string
  readonly passwordHash: string | null
}

/** Which public links; what is absent doesn't matter. */
export interface LinkFilter {
  readonly environmentId?: EnvironmentId
  readonly targets?: readonly C.LinkTarget[]
  /** As records spell it: `type:id`. */
  readonly createdBy?: string
}

/** Which proofs; what is absent doesn't matter. */
export interface ProofFilter {
  readonly isClosed?: boolean
  /** An id that the proof names: of a reviewer, of an asset. Others may name it in another way, and are found too. */
  readonly naming?: string
}

/** Reads what people do together. */
export interface CollaborationReader {
  /** In the order they were added, then of ids. */
  listCollectionAssets(
    collection: KeyOf<'collection'>,
    page?: Page<C.CollectionAssetRecord>,
  ): Promise<readonly C.CollectionAssetRecord[]>
  /** The collections that hold an asset, in the order of their ids. */
  listCollectionsHolding(asset: KeyOf<'asset'>): Promise<readonly C.CollectionAssetRecord[]>
  countCollectionAssets(collection: KeyOf<'collection'>): Promise<number>
  /** The relations of an asset, whichever end it is, in the order they were made, then of the other's id. */
  listRelations(asset: KeyOf<'asset'>): Promise<readonly C.AssetRelationRecord[]>
  /** Newest first. */
  listProofs(
    accountId: AccountId,
    environmentId: EnvironmentId,
    filter?: ProofFilter,
    page?: Page<C.ProofRecord>,
  ): Promise<readonly C.ProofRecord[]>
  /** Every proof that one of some principals started, or that is put before it; in no order. */
  listProofsOf(accountId: AccountId, principals: readonly Principal[]): Promise<readonly C.ProofRecord[]>
  /** Oldest first. */
  listProofComments(proof: KeyOf<'proof'>, page?: Page<C.ProofCommentRecord>): Promise<readonly C.ProofCommentRecord[]>
  /** In the order of rounds, then of users' ids. */
  listProofDecisions(proof: KeyOf<'proof'>): Promise<readonly C.ProofDecisionRecord[]>
  /** Newest first. */
  listPublicLinks(
    accountId: AccountId,
    filter: LinkFilter,
    page?: Page<C.PublicLinkRecord>,
  ): Promise<readonly C.PublicLinkRecord[]>
  /** In whichever account it is. */
  findPublicLinkByToken(tokenHash: string): Promise<C.PublicLinkRecord | undefined>
  findLinkSecret(link: KeyOf<'public_link'>): Promise<LinkSecret | undefined>
}

/** What a transaction does besides writing records. */
export interface CollaborationWriter {
  /** Keeps the secrets of a link; they go with it, aren't in the change log, but take a revision. */
  putLinkSecret(link: KeyOf<'public_link'>, secret: NewLinkSecret): Promise<void>
  /** Deletes what people did together in an environment, without changes of their own; its collections stay. */
  clearCollaboration(accountId: AccountId, environmentId: EnvironmentId): Promise<void>
}

/** Counts of visits, kept beside the records and the change log: they change with every visit. */
export interface VisitCounter {
  /** Nothing happens when the link is gone. */
  countVisit(link: KeyOf<'public_link'>, at: Instant): Promise<void>
}
