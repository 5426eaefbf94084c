import assert from 'node:assert/strict'
import { deleteCascade } from '../../src/store/cascade.ts'
import { apiKeyId, environmentId, userId } from '../../src/domain/ids.ts'
import type { StoredAccessToken, StoredSession, StoredToken, TokenKind } from '../../src/store/identity.ts'
import type { Store } from '../../src/store/store.ts'
import { attribution, fresh, givenAccount } from './given.ts'
import type { Contract } from './setting.ts'

const at = 1_700_000_000_000

async function givenUser(store: Store) {
  const given = await givenAccount(store)
  const user = given.user()
  await store.transact(given.accountId, attribution(), (tx) => tx.put('user', user))
  const session = (but: Partial<StoredSession> = {}): StoredSession => ({
    id: fresh('session'),
    accountId: user.accountId,
    userId: user.id,
    createdAt: at,
    seenAt: at,
    address: '192.0.2.1',
    agent: 'a browser',
    ...but,
  })
  const token = (kind: TokenKind, but: Partial<StoredToken> = {}): StoredToken => ({
    id: fresh('token'),
    kind,
    accountId: user.accountId,
    userId: user.id,
    createdAt: at,
    expiresAt: at + 1000,
    sending: null,
    ...but,
  })
  const accessToken = (but: Partial<StoredAccessToken> = {}): StoredAccessToken => ({
    id: fresh('access token'),
    accountId: user.accountId,
    environmentId: environmentId('an environment'),
    holder: { type: 'user', id: user.id, sessionId: 'a session' },
    createdAt: at,
    expiresAt: at + 1000,
    ...but,
  })
  const everything = async () => ({
    sessions: (await store.identity.sessions.list(user)).map(({ id }) => id),
    tokens: (await store.identity.tokens.list(user.accountId, 'invitation', [user.id])).map(({ id }) => id),
    hasFactor: (await store.identity.factors.find(user)) !== undefined,
    recoveryCodes: await store.identity.factors.countRecoveryCodes(user),
  })
  return { given, user, session, token, accessToken, everything, change: changeOf(store, user.accountId) }
}

const changeOf =
  (store: Store, accountId: StoredSession['accountId']) =>
  (work: Parameters<Store['transact']>[2]): Promise<unknown> =>
    store.transact(accountId, attribution(), work)

const factor = { sealed: 'sealed', isConfirmed: false, lastStep: -1, createdAt: at }
const nothing = { sessions: [], tokens: [], hasFactor: false, recoveryCodes: 0 }
const rule = { free: 3, firstWaitMs: 1000, longestWaitMs: 4000, forgetAfterMs: 60_000 }

/** Sessions, tokens, second factors and counters of attempts. */
export const identityContract: Contract = {
  'a session is found with whether its user is active, and ends by its user alone': async ({ store }) => {
    const { sessions } = store().identity
    const { user, session, change } = await givenUser(store())
    const [mine, other] = [session(), session({ createdAt: at - 1 })]
    await sessions.put(mine)
    await sessions.put(other)
    assert.deepEqual(await sessions.find(mine.id), { ...mine, isUserActive: true })
    assert.deepEqual(await sessions.list(user), [other, mine])
    await sessions.touch(mine.id, at + 5)
    await sessions.touch(mine.id, at + 3)
    assert.equal((await sessions.find(mine.id))?.seenAt, at + 5)
    const stranger = (await givenUser(store())).user
    assert.equal(await sessions.end(stranger, mine.id), false)
    assert.equal(await sessions.end(user, mine.id), true)
    assert.equal(await sessions.end(user, mine.id), false)
    await change((tx) => tx.put('user', { ...user, isPending: true }))
    assert.equal((await sessions.find(other.id))?.isUserActive, false)
  },

  'a session begins with the password of an active user alone': async ({ store }) => {
    const { user, session, everything, change } = await givenUser(store())
    const { sessions } = store().identity
    await change((tx) => tx.putPasswordHash(user, 'hash'))
    assert.equal(await sessions.begin(session(), 'an earlier hash'), false)
    assert.deepEqual((await everything()).sessions, [])
    const one = session()
    assert.equal(await sessions.begin(one, 'hash'), true)
    assert.deepEqual((await everything()).sessions, [one.id])
    await change((tx) => tx.put('user', { ...user, isEnabled: false }))
    assert.equal(await sessions.begin(session(), 'hash'), false)
    assert.deepEqual((await everything()).sessions, [])
  },

  'an account that is not active has no active users': async ({ store }) => {
    const { given, session, change } = await givenUser(store())
    const one = session()
    await store().identity.sessions.put(one)
    await change((tx) => tx.put('account', given.account({ isActive: false })))
    assert.equal((await store().identity.sessions.find(one.id))?.isUserActive, false)
  },

  'a token is taken once, by its kind, and a later one replaces it': async ({ store }) => {
    const { tokens } = store().identity
    const { user, token } = await givenUser(store())
    const [first, second] = [token('invitation'), token('invitation')]
    await tokens.put(first)
    await tokens.put(second)
    assert.equal(await tokens.find('invitation', first.id), undefined)
    assert.equal(await tokens.take('password_reset', second.id), undefined)
    assert.deepEqual(await tokens.list(user.accountId, 'invitation', [user.id]), [second])
    assert.deepEqual(await tokens.list(user.accountId, 'invitation', []), [])
    assert.deepEqual(await tokens.list(user.accountId, 'invitation', [userId('somebody else')]), [])
    const taken = await Promise.all(Array.from({ length: 4 }, () => tokens.take('invitation', second.id)))
    assert.deepEqual(
      taken.filter((one) => one !== undefined),
      [second],
    )
    const [one, two] = [token('second_factor'), token('second_factor', { createdAt: at + 999 })]
    await tokens.put(one)
    await tokens.put(two)
    assert.deepEqual(await tokens.find('second_factor', one.id), one)
    await tokens.put(token('second_factor', { createdAt: at + 1000 }))
    assert.equal(await tokens.find('second_factor', one.id), undefined)
  },

  'what became of a letter is kept with its token, and never with the one that replaced it': async ({ store }) => {
    const { tokens } = store().identity
    const { token } = await givenUser(store())
    const begun = { outcome: 'under_way', failure: null, at } as const
    const failed = { outcome: 'failed', failure: 'recipient_refused', at: at + 5 } as const
    const [first, second] = [token('invitation', { sending: begun }), token('invitation', { sending: begun })]
    await tokens.put(first)
    await tokens.noteSending('password_reset', first.id, failed)
    assert.deepEqual(await tokens.find('invitation', first.id), first)
    await tokens.noteSending('invitation', first.id, failed)
    assert.deepEqual(await tokens.find('invitation', first.id), { ...first, sending: failed })
    await tokens.put(second)
    await tokens.noteSending('invitation', first.id, failed)
    assert.equal(await tokens.find('invitation', first.id), undefined)
    assert.deepEqual(await tokens.take('invitation', second.id), second)
  },

  'an access token is found by its hash, and revoked by its holder in its environment alone': async ({ store }) => {
    const { accessTokens } = store().identity
    const { user, accessToken } = await givenUser(store())
    const [first, second] = [accessToken(), accessToken({ createdAt: at - 1 })]
    const elsewhere = accessToken({ environmentId: environmentId('another') })
    const ofKey = accessToken({ holder: { type: 'api_key', id: apiKeyId(fresh('key')) } })
    for (const one of [first, second, elsewhere, ofKey]) await accessTokens.put(one)
    for (const one of [first, ofKey]) assert.deepEqual(await accessTokens.find(one.id), one)
    assert.deepEqual(await accessTokens.list(first), [second, first])
    assert.deepEqual(await accessTokens.list(ofKey), [ofKey])
    assert.equal(await accessTokens.end(first, elsewhere.id), false)
    assert.equal(await accessTokens.end(first, ofKey.id), false)
    assert.equal(await accessTokens.end({ ...first, holder: { type: 'user', id: userId('x') } }, first.id), false)
    assert.equal(await accessTokens.end(first, first.id), true)
    assert.equal(await accessTokens.end(first, first.id), false)
    await accessTokens.endAll(first)
    assert.deepEqual(await accessTokens.list(first), [])
    assert.deepEqual(await accessTokens.find(elsewhere.id), elsewhere)
    await accessTokens.put(accessToken({ createdAt: elsewhere.expiresAt, expiresAt: elsewhere.expiresAt + 1 }))
    assert.equal(await accessTokens.find(elsewhere.id), undefined)
    await accessTokens.put(elsewhere)
    await store().transact(user.accountId, attribution(), (tx) => tx.delete('user', user))
    assert.equal(await accessTokens.find(elsewhere.id), undefined)
  },

  'the access tokens of a key go when it is disabled or deleted, and not otherwise': async ({ store }) => {
    const { accessTokens } = store().identity
    const { given, accessToken, change } = await givenUser(store())
    const environment = given.environment()
    const [key, other] = [given.apiKey(environment), given.apiKey(environment)]
    const [one, ofOther] = [key, other].map(({ id }) => accessToken({ holder: { type: 'api_key', id } }))
    if (one === undefined || ofOther === undefined) throw new Error('there are two')
    await change(async (tx) => {
      await tx.put('environment', environment)
      await tx.putAll('api_key', [key, other])
      await tx.identity.accessTokens.put(one)
    })
    await accessTokens.put(ofOther)
    await change((tx) => tx.put('api_key', { ...key, name: 'renamed' }))
    assert.deepEqual(await accessTokens.find(one.id), one)
    await change((tx) => tx.put('api_key', { ...key, isEnabled: false }))
    assert.equal(await accessTokens.find(one.id), undefined)
    assert.deepEqual(await accessTokens.find(ofOther.id), ofOther)
    await change((tx) => tx.delete('api_key', other))
    assert.equal(await accessTokens.find(ofOther.id), undefined)
  },

  'a step and a recovery code are used up once': async ({ store }) => {
    const { factors } = store().identity
    const { user } = await givenUser(store())
    await factors.put(user, factor)
    await factors.confirm(user, ['h1', 'h2'])
    assert.deepEqual(await factors.find(user), { ...factor, isConfirmed: true })
    assert.deepEqual(await Promise.all([factors.takeStep(user, 5), factors.takeStep(user, 6)]), [true, true])
    assert.deepEqual([await factors.takeStep(user, 6), await factors.takeStep(user, 5)], [false, false])
    const taken = await Promise.all(['h1', 'h1', 'h3'].map((hash) => factors.takeRecoveryCode(user, hash)))
    assert.deepEqual(taken.filter(Boolean).length, 1)
    assert.equal(await factors.countRecoveryCodes(user), 1)
    await factors.put(user, factor)
    assert.equal(await factors.countRecoveryCodes(user), 0)
    await factors.delete(user)
    assert.equal(await factors.find(user), undefined)
  },

  'attempts go free, then wait twice as long each time, and are forgotten': async ({ store }) => {
    const { attempts } = store().identity
    const id = fresh('attempts')
    const count = (after: number) => attempts.count(id, rule, at + after)
    assert.deepEqual([await count(0), await count(0), await count(0)], [null, null, null])
    assert.equal(await count(0), at + 1000)
    assert.equal(await count(999), at + 1000)
    assert.equal(await count(1000), null)
    assert.equal(await count(1000), at + 3000)
    assert.equal(await count(3000), null)
    assert.equal(await count(7000), null)
    assert.equal(await count(7000), at + 11_000, 'the wait never exceeds the longest')
    assert.equal(await count(67_000), null)
    assert.equal(await count(67_000), null, 'after a minute of rest all is forgotten')
    await attempts.forget(id)
    assert.deepEqual([await count(0), await count(0), await count(0)], [null, null, null])
    await attempts.takeBack(id)
    assert.equal(await count(0), null)
    assert.equal(await count(0), at + 1000)
  },

  'of many attempts at once no more than the free ones pass': async ({ store }) => {
    const id = fresh('attempts')
    const counted = await Promise.all(Array.from({ length: 9 }, () => store().identity.attempts.count(id, rule, at)))
    assert.equal(counted.filter((blockedUntil) => blockedUntil === null).length, rule.free)
  },

  'what is for signing in goes with the user, and takes revisions only in transactions': async ({ store }) => {
    const { user, session, token, everything, change } = await givenUser(store())
    const { identity } = store()
    const begin = async () => {
      await identity.sessions.put(session())
      await identity.tokens.put(token('invitation'))
      await identity.factors.put(user, factor)
      await identity.factors.confirm(user, ['h'])
    }
    await begin()
    assert.equal((await store().revisions()).get(user.accountId), 2)
    await change((tx) => deleteCascade(tx, 'user', user))
    assert.deepEqual(await everything(), nothing)
    const log = JSON.stringify(await store().changesAfter(user.accountId, 0, 100))
    assert.doesNotMatch(log, /session|token|sealed/)
  },

  'a new password, another e-mail and disabling end sessions and tokens': async ({ store }) => {
    const changes = [{ isEnabled: false }, { email: 'somebody-else@example.com' }] as const
    const left = { ...nothing, hasFactor: true, recoveryCodes: 1 }
    for (const but of [...changes, null]) {
      const { user, session, token, everything, change } = await givenUser(store())
      await store().identity.factors.put(user, factor)
      await store().identity.factors.confirm(user, ['h'])
      await store().identity.sessions.put(session())
      await store().identity.tokens.put(token('invitation'))
      await change((tx) => tx.put('user', { ...user, name: 'Renamed', email: user.email.toUpperCase() }))
      assert.equal((await everything()).sessions.length, 1)
      await change((tx) => (but === null ? tx.putPasswordHash(user, 'hash') : tx.put('user', { ...user, ...but })))
      assert.deepEqual(await everything(), left)
    }
  },

  'a transaction keeps what signing in needs, or nothing of it': async ({ store }) => {
    const { user, session, everything, change } = await givenUser(store())
    const one = session()
    const failing = change(async (tx) => {
      await tx.identity.sessions.put(one)
      throw new Error('changed my mind')
    })
    await assert.rejects(failing, /changed my mind/)
    assert.deepEqual(await everything(), nothing)
    await change(async (tx) => {
      await tx.identity.sessions.put(one)
      assert.equal((await tx.identity.sessions.list(user)).length, 1)
    })
    assert.deepEqual((await everything()).sessions, [one.id])
    assert.equal((await store().revisions()).get(user.accountId), 3)
  },

  'users are found by their e-mail in every account': async ({ store }) => {
    const [one, other] = [await givenUser(store()), await givenUser(store())]
    const email = `${fresh('Both')}@example.com`
    await one.change((tx) => tx.put('user', { ...one.user, email }))
    await other.change((tx) => tx.put('user', { ...other.user, email: email.toUpperCase() }))
    const found = await store().identity.listUsersByEmail(email.toLowerCase())
    assert.deepEqual(
      found.map(({ accountId }) => accountId),
      [one.user.accountId, other.user.accountId].sort(),
    )
  },
}
