import type { AccountId, ApiKeyId, EnvironmentId, UserId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { UserRecord } from '../domain/records.ts'
import type { Sending } from '../domain/sending.ts'

/** One user of one account. */
export interface UserKey {
  readonly accountId: AccountId
  readonly id: UserId
}

/** One signed-in browser; its id is the hash of a secret that the browser alone has. */
export interface StoredSession {
  readonly id: string
  readonly accountId: AccountId
  readonly userId: UserId
  readonly createdAt: Instant
  /** When it was last used, to the minute. */
  readonly seenAt: Instant
  readonly address: string
  /** What the browser calls itself. */
  readonly agent: string
}

/** A session, and whether its user may sign in by now: enabled, not pending, in an active account. */
export interface FoundSession extends StoredSession {
  readonly isUserActive: boolean
}

/** What single-use tokens are for. */
export const tokenKinds = ['invitation', 'password_reset', 'second_factor'] as const

/** One of {@link tokenKinds}. */
export type TokenKind = (typeof tokenKinds)[number]

/** A single-use token; its id is the hash of the token, which isn't kept. */
export interface StoredToken {
  readonly id: string
  readonly kind: TokenKind
  readonly accountId: AccountId
  readonly userId: UserId
  readonly createdAt: Instant
  readonly expiresAt: Instant
  /** What became of the letter that carries it; null: there is none, or it was sent by a version that didn't note it. */
  readonly sending: Sending | null
}

/** Whose an access token is: a key's, or a user's, who made it in a session. */
export type TokenHolder =
  | { readonly type: 'api_key'; readonly id: ApiKeyId }
  | { readonly type: 'user'; readonly id: UserId; readonly sessionId: string }

/** A token by which a key or a user calls about one environment for a while; its id is the hash of it. */
export interface StoredAccessToken {
  readonly id: string
  readonly accountId: AccountId
  readonly environmentId: EnvironmentId
  readonly holder: TokenHolder
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

/** Which access tokens: those of a key or user in one environment. */
export type TokensOf = Pick<StoredAccessToken, 'accountId' | 'environmentId'> & {
  readonly holder: Pick<TokenHolder, 'type' | 'id'>
}

/** The secret of a user's authenticator, sealed. */
export interface StoredFactor {
  readonly sealed: string
  /** False until a first code has shown that the authenticator has the secret. */
  readonly isConfirmed: boolean
  /** The newest step of 30 seconds whose code was used; -1 before any. */
  readonly lastStep: number
  readonly createdAt: Instant
}

/** How attempts of one kind are slowed down. */
export interface AttemptRule {
  /** So many go free. */
  readonly free: number
  /** The wait after the last free one, in milliseconds; it doubles with each that follows. */
  readonly firstWaitMs: number
  readonly longestWaitMs: number
  /** After so long without an attempt all are forgotten, in milliseconds. */
  readonly forgetAfterMs: number
}

/** Sessions. */
export interface Sessions {
  find(id: string): Promise<FoundSession | undefined>
  /** In the order of their making, then of ids; also those that have expired. */
  list(user: UserKey): Promise<readonly StoredSession[]>
  put(session: StoredSession): Promise<void>
  /**
   * Puts the first session of somebody who has just shown a password; false, and nothing is put, when the password isn't
   * the user's any more, or the user is disabled or pending. Whoever changes either waits, and then ends this session.
   */
  begin(session: StoredSession, passwordHash: string): Promise<boolean>
  touch(id: string, seenAt: Instant): Promise<void>
  /** Ends one session of a user; false when the user has no such session. */
  end(user: UserKey, id: string): Promise<boolean>
  endAll(user: UserKey): Promise<void>
}

/** Single-use tokens. */
export interface Tokens {
  /** Keeps a token. Of invitations and password resets a user has one: those before stop working. */
  put(token: StoredToken): Promise<void>
  find(kind: TokenKind, id: string): Promise<StoredToken | undefined>
  /** Finds a token and removes it: of several who take it at once, one gets it. */
  take(kind: TokenKind, id: string): Promise<StoredToken | undefined>
  /** Those of some users, in the order of users' ids; also those that have expired. */
  list(accountId: AccountId, kind: TokenKind, userIds: readonly UserId[]): Promise<readonly StoredToken[]>
  /** Notes what became of a letter; nothing when its token was used, replaced or removed meanwhile. */
  noteSending(kind: TokenKind, id: string, sending: Sending): Promise<void>
}

/** Access tokens. Those of a key are gone once it is disabled or deleted; those of a user, when the user is deleted. */
export interface AccessTokens {
  find(id: string): Promise<StoredAccessToken | undefined>
  /** In the order of their making, then of ids; also those that have expired. */
  list(of: TokensOf): Promise<readonly StoredAccessToken[]>
  /** Keeps a token; those of the installation that had expired when it was made are forgotten. */
  put(token: StoredAccessToken): Promise<void>
  /** Revokes one token; false when the holder has no such one there. */
  end(of: TokensOf, id: string): Promise<boolean>
  endAll(of: TokensOf): Promise<void>
}

/** Second factors and recovery codes. */
export interface Factors {
  find(user: UserKey): Promise<StoredFactor | undefined>
  /** Keeps a factor; recovery codes of an earlier one are forgotten. */
  put(user: UserKey, factor: StoredFactor): Promise<void>
  /** Uses up a step and all before; false when it, or a later one, was used up already. */
  takeStep(user: UserKey, step: number): Promise<boolean>
  confirm(user: UserKey, recoveryHashes: readonly string[]): Promise<void>
  /** Uses up a recovery code; false when there is none of that hash. */
  takeRecoveryCode(user: UserKey, hash: string): Promise<boolean>
  countRecoveryCodes(user: UserKey): Promise<number>
  delete(user: UserKey): Promise<void>
}

/** Counters that slow down guessing; they count over all nodes. */
export interface Attempts {
  /**
   * Counts an attempt before it is made, so that many at once don't pass together.
   *
   * @returns null when it may be made; else until when it may not, and then it wasn't counted
   */
  count(id: string, rule: AttemptRule, at: Instant): Promise<Instant | null>
  /** Takes back one attempt, which went well. */
  takeBack(id: string): Promise<void>
  forget(id: string): Promise<void>
}

/** What signing in needs to be kept: beside all records, never in the change log; what is a user's goes with the user. */
export interface Identity {
  readonly sessions: Sessions
  readonly tokens: Tokens
  readonly accessTokens: AccessTokens
  readonly factors: Factors
  readonly attempts: Attempts
  /** In every account, in the order of accounts' ids; compared in lower case. */
  listUsersByEmail(email: string): Promise<readonly UserRecord[]>
}
