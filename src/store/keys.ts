import type { CollaborationRecords } from '../domain/collaboration-records.ts'
import type { LibraryRecords } from '../domain/library-records.ts'
import type { Noun, Records } from '../domain/records.ts'

/** The fields that name one record; a record is a key of itself. */
interface KeyFields {
  readonly account: 'id'
  readonly environment: 'accountId' | 'id'
  readonly user: 'accountId' | 'id'
  readonly group: 'accountId' | 'id'
  readonly membership: 'accountId' | 'groupId' | 'userId'
  readonly environment_access: 'accountId' | 'userId' | 'environmentId'
  readonly api_key: 'accountId' | 'id'
  readonly account_key: 'accountId' | 'id'
  readonly role: 'accountId' | 'id'
  readonly custom_policy: 'accountId' | 'id'
  readonly assignment: 'accountId' | 'id'
  readonly folder: 'accountId' | 'id'
  readonly collection: 'accountId' | 'id'
  readonly library_settings: 'accountId' | 'environmentId'
  readonly asset: 'accountId' | 'id'
  readonly asset_version: 'accountId' | 'assetId' | 'id'
  readonly upload_preset: 'accountId' | 'environmentId' | 'name'
  readonly upload_mapping: 'accountId' | 'environmentId' | 'name'
  readonly transformation: 'accountId' | 'environmentId' | 'name'
  readonly metadata_field: 'accountId' | 'environmentId' | 'id'
  readonly metadata_rule: 'accountId' | 'environmentId' | 'id'
  readonly collection_asset: 'accountId' | 'collectionId' | 'assetId'
  readonly asset_relation: 'accountId' | 'assetId' | 'relatedId'
  readonly proof: 'accountId' | 'id'
  readonly proof_comment: 'accountId' | 'id'
  readonly proof_decision: 'accountId' | 'proofId' | 'round' | 'userId'
  readonly public_link: 'accountId' | 'id'
}

/** What names one record of a noun: the account and the id, or what stands for an id. */
export type KeyOf<N extends Noun> = N extends Noun ? Pick<Records[N], Extract<KeyFields[N], keyof Records[N]>> : never

/** The nouns that belong to an account. */
export type AccountNoun = Exclude<Noun, 'account'>

/** The nouns whose ids are never reused within an account (those of keys: in the installation). */
export type IdNoun = Exclude<
  AccountNoun,
  | 'membership'
  | 'environment_access'
  | 'library_settings'
  | 'asset_version'
  | 'upload_preset'
  | 'upload_mapping'
  | 'transformation'
  | 'metadata_field'
  | 'metadata_rule'
  | 'collection_asset'
  | 'asset_relation'
  | 'proof_decision'
>

/** The nouns that decisions need: the ones that engines load. */
export type EngineNoun = Exclude<Noun, keyof LibraryRecords | keyof CollaborationRecords>

/** Part of a list: at most `limit` records that come after `after` (the last record of the part before). */
export interface Page<Position> {
  readonly limit: number
  readonly after?: Position
}
