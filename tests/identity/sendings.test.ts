import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Sending } from '../../src/domain/sending.ts'
import { operations } from '../../src/operations/index.ts'
import { perform } from '../../src/operations/perform.ts'
import { createMailer } from '../../src/server/mail.ts'
import { givenMailServer, refuseRecipient } from '../given/mail-server.ts'
import { givenSite, tokenOf, type Browser, type SiteOptions } from './given-site.ts'

const minute = 60_000
const people = ['Nina', 'Olga', 'Pia'].map((name) => ({ name, email: `${name.toLowerCase()}@example.com` }))

interface Listed {
  readonly user_id: string
  readonly name: string
  readonly state: string
  readonly sending: (Omit<Sending, 'at'> & { readonly at: string }) | null
}

async function givenPost(context: TestContext, options: SiteOptions = {}) {
  const server = await givenMailServer(context)
  const mailer = createMailer({ smtpUrl: server.url, from: 'roles@example.com' })
  const site = await givenSite(context, { mailer, publicUrl: 'https://roles.example.com', ...options })
  const mara = site.browser()
  await mara.signIn('mara@example.com')
  const invite = async (invited: readonly object[] = people) => {
    const answer = await mara.send('POST', '/api/invitations', { people: invited, access_bundle: 'reports' })
    return answer.body.invitations as readonly { user_id: string; delivery: string; link?: string; failure?: string }[]
  }
  return { server, site, mara, invite, list: (query = '') => list(mara, query) }
}

async function list(browser: Browser, query = '') {
  const { body } = await browser.send('GET', `/api/invitations?sort_by=name${query}`)
  return body as { readonly invitations: readonly Listed[]; readonly total: number; readonly next_page: number | null }
}

const inShort = ({ invitations }: Awaited<ReturnType<typeof list>>) =>
  invitations.map(({ name, state, sending }) =>
    [name, state, sending?.outcome, sending?.failure].filter((word) => word !== undefined && word !== null).join(' '),
  )

test('an invitation that the mail server refuses is told at once and in the list, until sending again goes well', async (context) => {
  const { server, site, mara, invite, list: listed } = await givenPost(context)
  server.refuse(refuseRecipient('olga@example.com'))
  const told = await invite()
  assert.deepEqual(
    told.map(({ delivery, failure, link }) => [delivery, failure, tokenOf(link ?? '').length]),
    [
      ['mail', undefined, 0],
      ['link', 'recipient_refused', 43],
      ['mail', undefined, 0],
    ],
  )
  const before = await listed()
  assert.deepEqual(inShort(before), [
    'Nina pending mailed',
    'Olga failed failed recipient_refused',
    'Penny unsent',
    'Pia pending mailed',
  ])
  assert.equal(before.invitations[1]?.sending?.at, '2026-11-22T10:00:00.000Z')
  assert.doesNotMatch(JSON.stringify([told, before]), /mail7|5\.1\.1/, 'what the mail server said is not passed on')
  assert.match(site.log(), /mail7\.internal\.example/, 'the operator finds it in the log')
  assert.equal(site.log().includes(tokenOf(told[1]?.link ?? '')), false)

  site.clock.now += minute
  const path = `/api/invitations/${told[1]?.user_id ?? ''}/resend`
  assert.equal((await mara.send('POST', path)).body.failure, 'recipient_refused')
  assert.equal((await listed()).invitations[1]?.sending?.at, '2026-11-22T10:01:00.000Z')
  server.refuse(null)
  assert.deepEqual((await mara.send('POST', path)).body, {
    user_id: told[1]?.user_id,
    email: 'olga@example.com',
    delivery: 'mail',
  })
  assert.equal(inShort(await listed())[1], 'Olga pending mailed')
  const shown = await site.browser().send('POST', '/api/invitations/show', { token: tokenOf(told[1]?.link ?? '') })
  assert.equal(shown.status, 404, 'the link of the letter that failed works no more')
})

test('while no mail server is there, one letter is tried and all of them are known to have failed', async (context) => {
  const { server, invite, list: listed } = await givenPost(context)
  await server.close()
  assert.deepEqual(
    (await invite()).map(({ failure }) => failure),
    ['unreachable', 'unreachable', 'unreachable'],
  )
  assert.deepEqual(inShort(await listed('&state=failed')), [
    'Nina failed failed unreachable',
    'Olga failed failed unreachable',
    'Pia failed failed unreachable',
  ])
})

test('a failed invitation can be taken back, and its link works where it was handed on', async (context) => {
  const { server, site, mara, invite, list: listed } = await givenPost(context)
  server.refuse(() => '550 no')
  const [nina, olga] = await invite(people.slice(0, 2))
  assert.equal((await mara.send('DELETE', `/api/invitations/${olga?.user_id ?? ''}`)).status, 204)
  const accepting = { token: tokenOf(nina?.link ?? ''), password: 'a long enough one' }
  assert.equal((await site.browser().send('POST', '/api/invitations/accept', accepting)).status, 200)
  assert.deepEqual(inShort(await listed()), ['Penny unsent'])
})

test('a link that is asked for in place of mail is in the answer, and nothing is mailed', async (context) => {
  const { server, site, mara, invite, list: listed } = await givenPost(context)
  const [nina] = await invite(people.slice(0, 1))
  const path = `/api/invitations/${nina?.user_id ?? ''}/resend`
  const before = server.told()
  const { body } = await mara.send('POST', path, { delivery: 'link' })
  assert.deepEqual([body.delivery, body.failure, tokenOf(String(body.link)).length], ['link', undefined, 43])
  assert.equal(server.told(), before)
  assert.equal(site.log().includes(tokenOf(String(body.link))), false)
  assert.deepEqual(inShort(await listed('&text=nina')), ['Nina pending link'])
  const refused = await mara.send('POST', path, { delivery: 'pigeon' })
  assert.equal(refused.status, 400)
  const vera = site.browser()
  await vera.signIn('vera@example.com')
  assert.equal((await vera.send('POST', path, { delivery: 'link' })).status, 403)
})

test('an invitation whose sending never ended is under way at first, and told as interrupted then', async (context) => {
  const { site, list: listed } = await givenPost(context)
  // As when the process dies between the change and the letter: the operation was done, and nothing follows.
  const invitation = { bundleId: 'reports', accountRoleIds: [], environmentRoles: [], groupIds: [], environmentIds: [] }
  await site.perform('Mara', 'invitation.create', { people: people.slice(0, 1), ...invitation })
  assert.deepEqual(inShort(await listed('&state=pending')), ['Nina pending under_way'])
  site.clock.now += 5 * minute - 1
  assert.deepEqual(inShort(await listed('&state=failed')), [])
  site.clock.now += 1
  const { invitations } = await listed('&state=failed')
  assert.deepEqual(invitations[0]?.sending, {
    outcome: 'failed',
    failure: 'interrupted',
    at: '2026-11-22T10:00:00.000Z',
  })
  assert.deepEqual(inShort(await listed('&state=pending')), [])
})

test('what the operator’s command makes is a link to hand on, and one that nothing was noted of is no failure', async (context) => {
  const { site, list: listed } = await givenPost(context)
  const invitation = { bundleId: 'reports', accountRoleIds: [], environmentRoles: [], groupIds: [], environmentIds: [] }
  const caller = { accountId: site.account.id, by: { type: 'operator', id: 'root' }, requestId: null } as const
  const input = { people: people.slice(0, 1), ...invitation }
  const { output } = await perform(site.house, caller, operations['invitation.create'], input)
  site.clock.now += 10 * minute
  assert.deepEqual(inShort(await listed('&state=pending')), ['Nina pending link'])
  const [nina] = output.letters
  assert.ok(nina)
  // As a version left it that didn't note what became of letters.
  await site.house.store.identity.tokens.put({
    ...{ id: 'earlier', kind: 'invitation', accountId: site.account.id, userId: nina.user.id },
    ...{ createdAt: site.clock.now, expiresAt: site.clock.now + minute, sending: null },
  })
  assert.deepEqual(inShort(await listed('&state=pending')), ['Nina pending'])
})

test('invitations are searched, filtered by state, sorted and paged by the server', async (context) => {
  const { server, site, mara, invite, list: listed } = await givenPost(context)
  await invite(people.slice(0, 1))
  site.clock.now += 1
  server.refuse(refuseRecipient('olga@example.com'))
  await invite(people.slice(1))
  const names = async (query: string) => (await listed(query)).invitations.map(({ name }) => name)
  assert.deepEqual(await names('&text=OLGA@'), ['Olga'])
  assert.deepEqual(await names('&state=pending'), ['Nina', 'Pia'])
  assert.deepEqual(await names('&state=unsent'), ['Penny'])
  assert.deepEqual(await names('&state=expired'), [])
  assert.deepEqual(await names('&sort_order=desc'), ['Pia', 'Penny', 'Olga', 'Nina'])
  const other = async (query: string) =>
    ((await mara.send('GET', `/api/invitations?${query}`)).body.invitations as readonly Listed[]).map(
      ({ name }) => name,
    )
  assert.deepEqual((await other('')).slice(2), ['Nina', 'Penny'])
  assert.deepEqual((await other('sort_order=asc')).slice(0, 2), ['Penny', 'Nina'])
  assert.deepEqual((await other('sort_by=state')).slice(0, 2), ['Olga', 'Penny'])
  assert.deepEqual(await other('sort_by=email'), ['Nina', 'Olga', 'Penny', 'Pia'])
  const first = await listed('&page_size=3')
  assert.deepEqual([first.invitations.length, first.total, first.next_page], [3, 4, 2])
  const second = await listed('&page_size=3&page=2')
  assert.deepEqual([inShort(second), second.total, second.next_page], [['Pia pending mailed'], 4, null])
  for (const query of ['state=lost', 'sort_by=token', 'page=0', 'page_size=201', 'sort_order=up']) {
    assert.equal((await mara.send('GET', `/api/invitations?${query}`)).status, 400, query)
  }
})

test('whoever may not read users sees no invitation, and one whom a policy hides is on no page', async (context) => {
  const { site, invite } = await givenPost(context)
  const told = await invite()
  const [vera, ada] = [site.browser(), site.browser()]
  await vera.signIn('vera@example.com')
  assert.equal((await vera.send('GET', '/api/invitations?state=failed')).status, 403)
  await ada.signIn('ada@example.com')
  const all = await list(ada)
  assert.deepEqual([all.invitations.length, all.total], [4, 4])
  const [caller, hidden] = [site.principal('Ada').id, told[1]?.user_id ?? '']
  const statement = `forbid(principal == Cloudinary::User::"${caller}", action, resource == Cloudinary::User::"${hidden}");`
  await site.perform('Mara', 'custom-policy.create', {
    ...{ name: 'Hide Olga', description: null, environmentId: null, isEnabled: true },
    ...{ level: 'account', statement },
  })
  const pages = [await list(ada, '&page_size=2'), await list(ada, '&page_size=2&page=2')]
  assert.deepEqual(
    pages.map((page) => [inShort(page), page.total]),
    [
      [['Nina pending mailed', 'Penny unsent'], null],
      [['Pia pending mailed'], null],
    ],
  )
})
