import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userId } from '../../src/domain/ids.ts'
import { systemRole } from '../given/acme.ts'
import { assertRefused } from '../given/refusals.ts'
import type { InputOf } from '../given/house.ts'
import { givenSite, password, siteFile, tokenOf, type GivenSite } from './given-site.ts'

const day = 86_400_000
const nina = { name: 'Nina', email: 'nina@example.com' }
const nothing = { bundleId: null, accountRoleIds: [], environmentRoles: [], groupIds: [], environmentIds: [] }
const invitation = (but: Partial<InputOf<'invitation.create'>>): InputOf<'invitation.create'> => ({
  people: [nina],
  ...nothing,
  ...but,
})

/** Invites Nina over HTTP, without mail, and gives the link's token. */
async function invite(site: GivenSite): Promise<string> {
  const mara = site.browser()
  await mara.signIn('mara@example.com')
  const { body } = await mara.send('POST', '/api/invitations', { people: [nina], access_bundle: 'reports' })
  const [one] = body.invitations as readonly { link: string }[]
  return tokenOf(one?.link ?? '')
}

const accept = (site: GivenSite, token: string, but: object = {}) =>
  site.browser().send('POST', '/api/invitations/accept', { token, password, ...but })

const refusedLink = {
  type: 'urn:rolecall:problem:link_not_valid',
  title: 'this link was used, was replaced, or has expired',
  status: 404,
}

test('a bundle invites people with its roles everywhere; the link goes by mail, and the answer has none', async (context) => {
  const site = await givenSite(context, { publicUrl: 'https://roles.example.com' })
  const mara = site.browser()
  await mara.signIn('mara@example.com')
  const people = [nina, { name: 'Olga\nBcc: x', email: 'olga@example.com' }].slice(0, 1)
  const answer = await mara.send('POST', '/api/invitations', {
    people,
    access_bundle: 'reports',
    environments: ['all'],
  })
  const user = await site.house.store.findUserByEmail(site.account.id, nina.email)
  assert.ok(user !== undefined)
  assert.equal(answer.status, 201)
  assert.deepEqual(answer.body, {
    invitations: [{ user_id: user.id, email: 'nina@example.com', delivery: 'mail' }],
    warnings: [],
  })
  assert.deepEqual([user.isPending, user.isEnabled, user.hasAllEnvironments], [true, true, true])
  const assigned = await site.house.store.listAssignments(site.account.id, {
    principals: [{ type: 'user', id: user.id }],
  })
  assert.deepEqual(assigned.map(({ roleId, reach }) => ({ roleId, reach })).sort(byText), [
    { roleId: systemRole('account::reports'), reach: { type: 'account' } },
    { roleId: systemRole('prodenv::reports'), reach: { type: 'environment', environmentId: 'all' } },
  ])
  const [mail] = site.mails
  assert.ok(mail !== undefined)
  assert.deepEqual(mail.to, { name: 'Nina', address: 'nina@example.com' })
  assert.match(mail.text, /https:\/\/roles\.example\.com\/accept\/[\w-]{43}\n/)
  const logged = `${site.log()}${JSON.stringify(await site.house.store.changesAfter(site.account.id, 0, 1000))}`
  assert.equal(logged.includes(tokenOf(mail.text)), false, 'no log holds the token')
})

const byText = (one: object, other: object): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)

test('without mail the inviter and the log get the link; accepting it sets the password and the name', async (context) => {
  const site = await givenSite(context, { hasMail: false })
  const token = await invite(site)
  assert.equal(token.length, 43)
  assert.ok(site.log().includes(`/accept/${token}`), 'the operator finds the link in the log')
  const changes = await site.house.store.changesAfter(site.account.id, 0, 1000)
  assert.equal(JSON.stringify(changes).includes(token), false, 'the change log never has it')
  const shown = await site.browser().send('POST', '/api/invitations/show', { token })
  assert.deepEqual(shown.body, { name: 'Nina', email: nina.email, account: { id: 'acme', name: 'Acme' } })
  const weak = await accept(site, token, { password: 'too short' })
  assert.deepEqual([weak.status, weak.body.title], [400, 'the password must have 10 characters or more'])
  assert.equal((await accept(site, token, { password: 'NINA@example.com' })).status, 400)
  assert.equal((await accept(site, token, { password: 'x'.repeat(257) })).status, 400)
  const accepted = await accept(site, token, { name: 'Nina N.' })
  assert.deepEqual(accepted.body, { name: 'Nina N.', email: nina.email, account: { id: 'acme', name: 'Acme' } })
  assert.equal((await site.browser().signIn(nina.email)).status, 200)
})

test('a link works once: used, replaced, unknown and expired ones are refused alike', async (context) => {
  const site = await givenSite(context, { hasMail: false })
  const used = await invite(site)
  await accept(site, used)
  assert.deepEqual((await accept(site, used)).body, refusedLink)
  assert.deepEqual((await accept(site, 'A'.repeat(43))).body, refusedLink)
  assert.deepEqual((await site.browser().send('POST', '/api/invitations/show', { token: used })).body, refusedLink)
})

test('of two who accept at once, one does', async (context) => {
  const site = await givenSite(context, { hasMail: false })
  const token = await invite(site)
  const both = await Promise.all([accept(site, token), accept(site, token, { password: 'another long one' })])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 404])
})

test('a link expires at exactly seven days', async (context) => {
  const site = await givenSite(context, { hasMail: false })
  const token = await invite(site)
  site.clock.now += 7 * day
  assert.deepEqual((await accept(site, token)).body, refusedLink)
  site.clock.now -= 1
  assert.equal((await accept(site, token)).status, 200)
})

test('who has not accepted is listed; a new link replaces the old one; taking it back deletes the user', async (context) => {
  const site = await givenSite(context, { hasMail: false })
  const token = await invite(site)
  const mara = site.browser()
  await mara.signIn('mara@example.com')
  const list = async () =>
    (await mara.send('GET', '/api/invitations')).body.invitations as readonly { user_id: string }[]
  const user = await site.house.store.findUserByEmail(site.account.id, nina.email)
  const id = user?.id ?? ''
  const penny = site.principal('Penny').id
  const sent = {
    ...{ user_id: id, ...nina, sent_at: '2026-11-22T10:00:00.000Z', expires_at: '2026-11-29T10:00:00.000Z' },
    sending: { outcome: 'not_configured', failure: null, at: '2026-11-22T10:00:00.000Z' },
  }
  const unsent = {
    user_id: penny,
    name: 'Penny',
    email: 'penny@example.com',
    state: 'unsent',
    sent_at: null,
    expires_at: null,
    sending: null,
  }
  assert.deepEqual(await list(), [{ ...sent, state: 'pending' }, unsent])
  site.clock.now += 7 * day
  await mara.signIn('mara@example.com')
  assert.deepEqual(await list(), [{ ...sent, state: 'expired' }, unsent])
  const again = await mara.send('POST', `/api/invitations/${id}/resend`)
  assert.equal(again.status, 200)
  assert.deepEqual((await accept(site, token)).body, refusedLink)
  const fresh = tokenOf(String(again.body.link))
  assert.equal((await mara.send('DELETE', `/api/invitations/${id}`)).status, 204)
  assert.deepEqual((await accept(site, fresh)).body, refusedLink)
  assert.equal(await site.house.store.find('user', { accountId: site.account.id, id: userId(id) }), undefined)
  const vera = site.principal('Vera').id
  assert.equal(
    (await mara.send('DELETE', `/api/invitations/${vera}`)).status,
    404,
    'who has accepted has no invitation',
  )
})

test('disabling who was invited makes the link worthless', async (context) => {
  const site = await givenSite(context, { hasMail: false })
  const token = await invite(site)
  const user = await site.house.store.findUserByEmail(site.account.id, nina.email)
  await site.perform('Mara', 'user.update', { userId: user?.id ?? '', isEnabled: false })
  assert.deepEqual((await accept(site, token)).body, refusedLink)
  await site.perform('Mara', 'user.update', { userId: user?.id ?? '', isEnabled: true })
  assert.deepEqual((await accept(site, token)).body, refusedLink)
})

test('an invitation gives a role or a group, and one bundle or roles by hand', async (context) => {
  const site = await givenSite(context)
  const refused = (but: Partial<InputOf<'invitation.create'>>, expected: Parameters<typeof assertRefused>[4]) =>
    assertRefused(site, 'Mara', 'invitation.create', invitation(but), expected)
  await refused({}, { code: 'missing_fields', fields: [{ name: 'bundleId' }] })
  await refused({ people: [], bundleId: 'admin' }, { code: 'missing_fields', fields: [{ name: 'people' }] })
  await refused(
    { bundleId: 'admin', accountRoleIds: [systemRole('account::billing')] },
    {
      code: 'invalid_fields',
      fields: [{ name: 'bundleId', value: 'admin' }],
      more: { reason: 'an access bundle stands alone: give roles or a bundle' },
    },
  )
  await refused({ bundleId: 'owner' }, { code: 'invalid_fields', fields: [{ name: 'bundleId', value: 'owner' }] })
  const viewer = systemRole('folder::viewer')
  await refused(
    { environmentRoles: [{ roleId: viewer, environmentId: 'all' }] },
    { code: 'invalid_fields', fields: [{ name: 'environmentRoles.roleId', value: viewer }] },
  )
  await refused({ groupIds: ['none'] }, { code: 'not_found', fields: [{ name: 'groupIds', value: 'none' }] })
  await refused(
    { bundleId: 'reports', environmentIds: ['none'] },
    { code: 'environment_unknown', fields: [{ name: 'environmentId', value: 'none' }] },
  )
  await refused(
    { bundleId: 'reports', people: [{ name: 'V', email: 'VERA@example.com' }] },
    { code: 'user_email_taken', fields: [{ name: 'email', value: 'VERA@example.com' }] },
  )
  await refused(
    { bundleId: 'reports', people: [nina, { ...nina, email: 'Nina@Example.com' }] },
    { code: 'user_email_taken', fields: [{ name: 'email', value: 'Nina@Example.com' }] },
  )
  await refused(
    { bundleId: 'reports', people: [{ name: 'N', email: 'no address' }] },
    { code: 'invalid_fields', fields: [{ name: 'email', value: 'no address' }] },
  )
})

test('environments without roles and roles without environments are warned about', async (context) => {
  const site = await givenSite(context)
  let count = 0
  const warn = async (but: Partial<InputOf<'invitation.create'>>) => {
    const people = [{ name: 'N', email: `n${String(++count)}@example.com` }]
    const { warnings } = await site.perform('Mara', 'invitation.create', invitation({ people, ...but }))
    return warnings.map(({ type, environmentId }) => `${type} ${environmentId}`)
  }
  const role = (environmentId: string) => ({ roleId: systemRole('prodenv::ml_user'), environmentId })
  const group = site.principal('Creative').id
  assert.deepEqual(await warn({ environmentRoles: [role('env-demo')] }), ['role_without_access env-demo'])
  assert.deepEqual(await warn({ environmentRoles: [role('env-demo')], environmentIds: ['env-demo'] }), [])
  assert.deepEqual(await warn({ environmentRoles: [role('env-demo')], environmentIds: ['all'] }), [])
  assert.deepEqual(await warn({ environmentRoles: [role('env-demo')], environmentIds: ['env-live'] }), [
    'role_without_access env-demo',
    'access_without_role env-live',
  ])
  assert.deepEqual(await warn({ bundleId: 'admin' }), ['role_without_access all'])
  assert.deepEqual(await warn({ bundleId: 'admin', environmentIds: ['env-demo'] }), [])
  const accountRoleIds = [systemRole('account::billing')]
  assert.deepEqual(await warn({ accountRoleIds, environmentIds: ['all'] }), ['access_without_role all'])
  assert.deepEqual(await warn({ groupIds: [group], environmentIds: ['env-live'] }), [], 'groups bring roles too')
})

test('nobody invites with more than they hold, by a bundle, by roles or by groups', async (context) => {
  const file = {
    ...siteFile,
    groups: [...siteFile.groups, { name: 'Owners', roles: [{ role: systemRole('account::master_admin') }] }],
  }
  const site = await givenSite(context, { file })
  const tries: readonly Partial<InputOf<'invitation.create'>>[] = [
    { bundleId: 'master_admin' },
    { accountRoleIds: [systemRole('account::master_admin')] },
    { groupIds: [site.principal('Owners').id] },
  ]
  for (const but of tries) {
    const before = await site.revision()
    const work = site.perform('Ada', 'invitation.create', invitation(but))
    await assert.rejects(work, (error: { code?: string; denial?: { lacks: readonly unknown[] } }) => {
      assert.equal(error.code, 'denied')
      assert.ok((error.denial?.lacks.length ?? 0) > 0, 'the denial names what is lacking')
      return true
    })
    assert.equal(await site.revision(), before)
  }
  assert.equal((await site.perform('Ada', 'invitation.create', invitation({ bundleId: 'admin' }))).letters.length, 1)
  await assertRefused(site, 'Vera', 'invitation.create', invitation({ bundleId: 'media_library_user' }), {
    code: 'denied',
    needs: ['create User'],
  })
})

test('nobody gets a new link for somebody who will hold more', async (context) => {
  const site = await givenSite(context)
  const { letters } = await site.perform('Mara', 'invitation.create', invitation({ bundleId: 'master_admin' }))
  const id = letters[0]?.user.id ?? ''
  await assert.rejects(site.perform('Ada', 'invitation.resend', { userId: id, by: 'mail' }), { code: 'denied' })
  await site.perform('Mara', 'invitation.resend', { userId: id, by: 'mail' })
  for (const by of ['mail', 'link'] as const) {
    await assert.rejects(site.perform('Ada', 'invitation.resend', { userId: id, by }), { code: 'denied' })
    await assert.rejects(site.perform('Vera', 'invitation.resend', { userId: id, by }), { code: 'denied' })
  }
  assert.equal((await site.perform('Mara', 'invitation.resend', { userId: id, by: 'link' })).by, 'link')
})
