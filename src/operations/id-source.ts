import { randomBytes, randomInt } from 'node:crypto'
import * as Ids from '../domain/ids.ts'

/** Makes new ids, in the forms the original system shows (facts 1.2, 7.7). */
export interface IdSource {
  readonly account: () => Ids.AccountId
  readonly environment: () => Ids.EnvironmentId
  readonly user: () => Ids.UserId
  readonly group: () => Ids.GroupId
  readonly apiKey: () => Ids.ApiKeyId
  readonly accountKey: () => Ids.AccountKeyId
  readonly role: (name: string) => Ids.RoleId
  readonly customPolicy: () => Ids.CustomPolicyId
  readonly folder: () => Ids.FolderId
  readonly collection: () => Ids.CollectionId
  readonly proof: () => Ids.ProofId
  readonly comment: () => Ids.CommentId
  readonly assignment: () => Ids.AssignmentId
  readonly asset: () => Ids.AssetId
  readonly link: () => Ids.LinkId
  readonly version: () => Ids.VersionId
  /** The public id of an asset that nobody named: 20 small letters and digits. */
  readonly publicId: () => string
  readonly blob: () => Ids.BlobId
  /** A key's secret: 27 characters of letters, digits, `-` and `_` (160 bits). */
  readonly secret: () => string
  /** A token that opens something by itself, such as a link or a session: 43 characters as above (256 bits). */
  readonly token: () => string
}

const hex = (length: number): string => randomBytes(length / 2).toString('hex')

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

const lettersAndDigits = (length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('')

const digits = (length: number): string =>
  [randomInt(1, 10), ...Array.from({ length: length - 1 }, () => randomInt(10))].join('')

/** Ids from the machine's cryptographic randomness. */
export const randomIds: IdSource = {
  account: () => Ids.accountId(crypto.randomUUID()),
  environment: () => Ids.environmentId(hex(30)),
  user: () => Ids.userId(hex(30)),
  group: () => Ids.groupId(hex(30)),
  apiKey: () => Ids.apiKeyId(digits(15)),
  accountKey: () => Ids.accountKeyId(digits(15)),
  role: (name) => Ids.roleId(`${slug(name)}_${lettersAndDigits(12)}`),
  customPolicy: () => Ids.customPolicyId(lettersAndDigits(24)),
  folder: () => Ids.folderId(`c${hex(34).slice(1)}`),
  collection: () => Ids.collectionId(hex(32)),
  proof: () => Ids.proofId(hex(32)),
  comment: () => Ids.commentId(hex(32)),
  assignment: () => Ids.assignmentId(hex(32)),
  asset: () => Ids.assetId(hex(32)),
  link: () => Ids.linkId(hex(32)),
  version: () => Ids.versionId(hex(32)),
  publicId: () => lettersAndDigits(20),
  blob: () => Ids.blobId(hex(32)),
  secret: () => randomBytes(20).toString('base64url'),
  token: () => randomBytes(32).toString('base64url'),
}

/** The readable part of a generated role id; empty for a name without Latin letters or digits. */
function slug(name: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? []
  return words.join('_').slice(0, 40) || 'role'
}
