declare const brand: unique symbol

/** A text that only its own constructor makes: ids of different things can't be swapped by mistake. */
type Id<Noun extends string> = string & { readonly [brand]: Noun }

/** Any text, case kept; UUID-like when generated. */
export type AccountId = Id<'account'>
/** 30 hex characters when generated; on the wire `prodenv` or sub-account id. */
export type EnvironmentId = Id<'environment'>
/** 30 hex characters when generated. */
export type UserId = Id<'user'>
/** 30 hex characters when generated. */
export type GroupId = Id<'group'>
/** The API key value itself, 15 digits when generated. */
export type ApiKeyId = Id<'api_key'>
/** The account management key value itself, 15 digits when generated; on the wire `provisioningKey`. */
export type AccountKeyId = Id<'account_key'>
/** `cld::role::…` for system roles; chosen by the caller or generated for custom ones. */
export type RoleId = Id<'role'>
/** `cld::policy::…`: one permission of the catalogue. */
export type PermissionId = Id<'permission'>
/** 24 lower-case letters and digits. */
export type CustomPolicyId = Id<'custom_policy'>
/** Either kind of policy, as decisions name them. */
export type PolicyId = PermissionId | CustomPolicyId
/** The immutable external id: 34 hex characters that begin with c or d when generated. */
export type FolderId = Id<'folder'>
/** 32 hex characters when generated. */
export type CollectionId = Id<'collection'>
/** 32 hex characters. */
export type AssignmentId = Id<'assignment'>
/** The immutable id of an asset, apart from its public id: 32 hex characters. */
export type AssetId = Id<'asset'>
/** The id of one version of an asset's file: 32 hex characters. */
export type VersionId = Id<'version'>
/** The name of stored bytes: 32 hex characters; nothing but the store of blobs makes a path of it. */
export type BlobId = Id<'blob'>
/** What a structured metadata field is called in requests; chosen by its maker or generated. */
export type MetadataFieldId = Id<'metadata_field'>
/** A conditional rule between structured metadata fields, as requests name it: generated. */
export type MetadataRuleId = Id<'metadata_rule'>
/** 32 hex characters. */
export type ProofId = Id<'proof'>
/** 32 hex characters. */
export type CommentId = Id<'comment'>
/** The id of a public link, which isn't its token: 32 hex characters. */
export type LinkId = Id<'link'>

const toNfc = (text: string): string => text.normalize('NFC')

/** Constructors of ids: Unicode NFC, case kept, nothing trimmed (design, settled decision 7). */
export const accountId = (text: string): AccountId => toNfc(text) as AccountId
/** See {@link accountId}. */
export const environmentId = (text: string): EnvironmentId => toNfc(text) as EnvironmentId
/** See {@link accountId}. */
export const userId = (text: string): UserId => toNfc(text) as UserId
/** See {@link accountId}. */
export const groupId = (text: string): GroupId => toNfc(text) as GroupId
/** See {@link accountId}. */
export const apiKeyId = (text: string): ApiKeyId => toNfc(text) as ApiKeyId
/** See {@link accountId}. */
export const accountKeyId = (text: string): AccountKeyId => toNfc(text) as AccountKeyId
/** See {@link accountId}. */
export const roleId = (text: string): RoleId => toNfc(text) as RoleId
/** See {@link accountId}. */
export const permissionId = (text: string): PermissionId => toNfc(text) as PermissionId
/** See {@link accountId}. */
export const customPolicyId = (text: string): CustomPolicyId => toNfc(text) as CustomPolicyId
/** See {@link accountId}. */
export const folderId = (text: string): FolderId => toNfc(text) as FolderId
/** See {@link accountId}. */
export const collectionId = (text: string): CollectionId => toNfc(text) as CollectionId
/** See {@link accountId}. */
export const assignmentId = (text: string): AssignmentId => toNfc(text) as AssignmentId
/** See {@link accountId}. */
export const assetId = (text: string): AssetId => toNfc(text) as AssetId
/** See {@link accountId}. */
export const versionId = (text: string): VersionId => toNfc(text) as VersionId
/** See {@link accountId}. */
export const blobId = (text: string): BlobId => toNfc(text) as BlobId
/** See {@link accountId}. */
export const metadataFieldId = (text: string): MetadataFieldId => toNfc(text) as MetadataFieldId
/** See {@link accountId}. */
export const metadataRuleId = (text: string): MetadataRuleId => toNfc(text) as MetadataRuleId
/** See {@link accountId}. */
export const proofId = (text: string): ProofId => toNfc(text) as ProofId
/** See {@link accountId}. */
export const commentId = (text: string): CommentId => toNfc(text) as CommentId
/** See {@link accountId}. */
export const linkId = (text: string): LinkId => toNfc(text) as LinkId
