// What keeps public links to those who have them: passwords, passes, and what is never said.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noteAttempt } from '../../src/operations/identity/throttle.ts'
import type { Transaction } from '../../src/store/store.ts'
import { demo } from '../given/library.ts'
import { distributor, givenLinks, passOf, said, type GivenLinks } from './given-links.ts'

/** The names of files on a page, in the order they stand. */
const namesOn = (body: string): readonly string[] =>
  [...body.matchAll(/class="name">\s*<bdi>([^<]*)<\/bdi>/g)].map(([, name]) => name ?? '')

const assertClosed = async (links: GivenLinks, answer: ReturnType<GivenLinks['visit']>): Promise<void> => {
  const unknown = await links.app.inject({ method: 'GET', url: '/p/nothing' })
  assert.equal(unknown.statusCode, 404)
  assert.deepEqual(said(await answer), said(unknown))
}

const edit = (links: GivenLinks, work: (transaction: Transaction) => Promise<unknown>) => links.acme.change(work)

test('a password opens the link to who knows it, and to its address alone', async (t) => {
  const links = await givenLinks(t)
  const asset = await links.upload('a', { asset_folder: 'brand', display_name: 'Hidden' })
  const maker = await links.key(distributor)
  const made = await links.make(maker, { title: 'Secret title', password: 'correct horse', allowsDownload: true })
  const form = await links.visit(made)
  assert.equal(form.statusCode, 200)
  assert.doesNotMatch(form.body, /Hidden|Secret title|thumbnail/)
  for (const below of [`/thumbnail/${asset.id}`, `/download/${asset.id}`])
    await assertClosed(links, links.visit(made, below))
  const wrong = await links.enter(made, 'wrong horse')
  assert.deepEqual([wrong.statusCode, wrong.headers['set-cookie']], [403, undefined])
  const right = await links.enter(made, 'correct horse')
  const address = `/p/${made.token ?? ''}`
  assert.deepEqual([right.statusCode, right.headers.location], [303, address])
  const cookie = String(right.headers['set-cookie'])
  assert.match(cookie, new RegExp(`; Path=${address}; HttpOnly; SameSite=Lax; Max-Age=43200$`))
  const headers = { cookie: passOf(right) }
  assert.deepEqual(namesOn((await links.visit(made, '', { headers })).body), ['Hidden'])
  assert.equal((await links.visit(made, `/download/${asset.id}`, { headers })).statusCode, 200)
  const other = await links.make(maker, { password: 'correct horse' })
  assert.doesNotMatch((await links.visit(other, '', { headers })).body, /Hidden/)
  const named = { environmentId: demo, linkId: made.link.id }
  await links.acme.perform(maker, 'public-link.update', { ...named, password: 'another horse' })
  assert.doesNotMatch((await links.visit(made, '', { headers })).body, /Hidden/)
  assert.equal((await links.enter(made, 'correct horse')).statusCode, 403)
  assert.equal((await links.enter(made, 'another horse')).statusCode, 303)
})

test('a pass ends after twelve hours, and nobody makes one', async (t) => {
  const links = await givenLinks(t)
  await links.upload('a', { asset_folder: 'brand', display_name: 'Hidden' })
  const made = await links.make(await links.key(distributor), { password: 'correct horse' })
  const headers = { cookie: passOf(await links.enter(made, 'correct horse')) }
  links.acme.clock.now += 12 * 3_600_000 - 1
  assert.match((await links.visit(made, '', { headers })).body, /Hidden/)
  links.acme.clock.now += 1
  assert.doesNotMatch((await links.visit(made, '', { headers })).body, /Hidden/)
  for (const cookie of ['rolecall_link=', 'rolecall_link=99999999999999', 'rolecall_link=v1.00000000.AAAA'])
    assert.doesNotMatch((await links.visit(made, '', { headers: { cookie } })).body, /Hidden/)
})

test('whoever guesses passwords waits longer and longer, and the right one doesn’t help while waiting', async (t) => {
  const links = await givenLinks(t)
  const made = await links.make(await links.key(distributor), { password: 'correct horse' })
  for (let attempt = 0; attempt < 10; attempt++) assert.equal((await links.enter(made, 'a guess')).statusCode, 403)
  const waiting = await links.enter(made, 'correct horse')
  assert.deepEqual(
    [waiting.statusCode, waiting.headers['retry-after'], waiting.headers['set-cookie']],
    [429, '1', undefined],
  )
  links.acme.clock.now += 1000
  assert.equal((await links.enter(made, 'correct horse')).statusCode, 303)
})

test('whoever guesses keeps nobody waiting: neither another network at the link, nor itself at another link', async (t) => {
  const links = await givenLinks(t)
  const maker = await links.key(distributor)
  const made = await links.make(maker, { password: 'correct horse' })
  const other = await links.make(maker, { password: 'correct horse' })
  for (let attempt = 0; attempt < 20; attempt++) await links.enter(made, 'a guess', '203.0.113.9')
  assert.equal((await links.enter(made, 'correct horse', '203.0.113.9')).statusCode, 429)
  assert.equal((await links.enter(made, 'correct horse', '198.51.100.1')).statusCode, 303)
  assert.equal((await links.enter(other, 'correct horse', '203.0.113.9')).statusCode, 303)
  assert.equal((await links.enter(made, 'correct horse', '203.0.113.9')).statusCode, 429, 'that was no way around')
  assert.equal((await links.enter(made, 'correct horse', '2001:db8::1')).statusCode, 303)
  for (let host = 1; host <= 10; host++) await links.enter(made, 'a guess', `2001:db8::${host}`)
  assert.equal((await links.enter(made, 'correct horse', '2001:db8::99')).statusCode, 429, 'a network is one sender')
})

test('while very many guess at a link, each network has three tries, and whoever knows the password comes in', async (t) => {
  const links = await givenLinks(t)
  const made = await links.make(await links.key(distributor), { password: 'correct horse' })
  const { store, clock } = links.acme.house
  const ofLink = { rule: 'link', of: JSON.stringify([made.link.accountId, made.link.id]) } as const
  for (let guess = 0; guess < 301; guess++) await noteAttempt(ofLink, clock(), store.identity)
  const tries = async (count: number, from: string) => {
    const codes: number[] = []
    for (let attempt = 0; attempt < count; attempt++) codes.push((await links.enter(made, 'a guess', from)).statusCode)
    return codes
  }
  assert.deepEqual(await tries(5, '203.0.113.1'), [403, 403, 403, 429, 429])
  for (const from of ['203.0.113.2', '203.0.113.3'])
    assert.equal((await links.enter(made, 'correct horse', from)).statusCode, 303)
  links.acme.clock.now += 61 * 60_000
  assert.deepEqual(await tries(5, '203.0.113.4'), [403, 403, 403, 403, 403], 'an attack is over when nobody guesses')
})

test('names that are markup are shown as they are, and run nothing', async (t) => {
  const links = await givenLinks(t)
  const trick = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;\u202Egnp.exe`
  await links.upload('a', { asset_folder: 'brand', display_name: trick.replaceAll('/', '') })
  const made = await links.make(await links.key(distributor), { title: trick, allowsDownload: true })
  const { body } = await links.visit(made)
  assert.doesNotMatch(body, /<script|<img src=x|onerror='/)
  assert.match(body, /<h1><bdi>&quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
  assert.match(body, /<title>&quot;&gt;&lt;script&gt;/)
})

test('tokens are in no log, however the address is spelled', async (t) => {
  const links = await givenLinks(t)
  const asset = await links.upload('a', { asset_folder: 'brand' })
  const maker = await links.key(distributor)
  const made = await links.make(maker, { allowsDownload: true })
  const token = made.token ?? ''
  await links.visit(made, `/download/${asset.id}`)
  for (const path of [
    `/p/${token}`,
    `/%70/${token}`,
    `//p/${token}`,
    `/P/${token}`,
    `/p%2F${token}`,
    `/p/${token}/%zz`,
  ])
    await links.app.inject({ method: 'GET', url: path, headers: { accept: 'text/html' } })
  await edit(links, async (tx) => {
    await tx.deleteAll('assignment', await tx.listAssignments(links.acme.account.id, { principals: [maker] }))
  })
  await links.visit(made)
  assert.match(links.logged(), /"path":"\/p\/\[redacted\]","status":404/)
  assert.ok(!links.logged().includes(token))
})
