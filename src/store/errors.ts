/** What two records may not share, or what a record needs; each is held by a constraint of the database. */
export const constraintNames = [
  'account_id',
  'environment_cloud_name',
  'user_email',
  'group_name',
  'role_name',
  'folder_name',
  /** Another asset has that public id, resource kind and delivery type. */
  'asset_name',
  'link_token',
  'assignment',
  'api_key_id',
  'account_key_id',
  /** The id belonged to a record that was deleted; ids are never reused. */
  'id_used',
  /** A record it refers to is absent, or one that refers to it is still there. */
  'reference',
] as const

/** One of {@link constraintNames}. */
export type ConstraintName = (typeof constraintNames)[number]

/** A write that breaks a constraint; its whole transaction is undone, even when the caller catches this. */
export class StoreConflict extends Error {
  readonly constraint: ConstraintName

  constructor(constraint: ConstraintName, options?: ErrorOptions) {
    super(`a stored record stands against this: ${constraint}`, options)
    this.name = 'StoreConflict'
    this.constraint = constraint
  }
}

/** The database can't be reached or is busy for too long. When it is thrown by `transact`, whether the changes
 * were kept is unknown. */
export class StoreUnavailable extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(`the store is unavailable: ${why}`, options)
    this.name = 'StoreUnavailable'
  }
}

/** An account that isn't stored was written to or loaded. */
export class AccountUnknown extends Error {
  constructor(accountId: string) {
    super(`no account \`${accountId}\` is stored`)
    this.name = 'AccountUnknown'
  }
}

/** A text is longer than an index can hold; operations refuse it before it comes here. */
export class TextTooLong extends Error {
  readonly field: string

  constructor(field: string, maxBytes: number) {
    super(`\`${field}\` is longer than ${maxBytes} bytes of UTF-8`)
    this.name = 'TextTooLong'
    this.field = field
  }
}

/** The database was written by a newer version of this program, which this one would damage. */
export class StoreIsNewer extends Error {
  constructor(unknownMigration: string) {
    super(
      `the database was written by a newer version of Rolecall (it has \`${unknownMigration}\`); start that version, or restore a backup`,
    )
    this.name = 'StoreIsNewer'
  }
}
