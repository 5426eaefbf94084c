// Addresses about environments: whatever tricks a path plays, it names what it says, or nothing.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { basic } from '../api/given-server.ts'
import { givenGuarded } from './given-guarded.ts'

const key = basic('K', 'S')

interface Answer {
  readonly status: number
  readonly message: string
}

/** Sends a path as it is: every client that parses addresses would tidy it up. */
const sendRaw = (base: string, path: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base)
    const sending = request({ hostname, port, path, headers: key, agent: false }, (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
      answer.on('end', () => {
        const { error } = JSON.parse(text) as { readonly error?: { readonly message: string } }
        resolve({ status: answer.statusCode ?? 0, message: error?.message ?? '' })
      })
    })
    sending.on('error', reject)
    sending.end()
  })

test('a path that isn’t plain is refused in the envelope of the family, and is never another path', async (t) => {
  const { app } = await givenGuarded(t)
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  const folders = '/v1_1/demo/folders'
  assert.equal((await sendRaw(base, `${folders}/brand`)).status, 200)
  assert.equal((await sendRaw(base, `${folders}/brand/logos`)).status, 200)
  assert.equal((await sendRaw(base, `${folders}%2Fbrand%2flogos`)).status, 200)
  for (const tail of [
    'brand/../brand',
    'brand/%2e%2e/brand',
    'brand%2F..%2Fbrand',
    './brand',
    '..',
    'brand//logos',
    'brand/',
    'brand%00',
    'brand%0Alogos',
    'brand%5Clogos',
    'brand%252Flogos',
    '%252e%252e',
    'brand%252525',
  ]) {
    const { status, message } = await sendRaw(base, `${folders}/${tail}`)
    assert.equal(status, 400, tail)
    assert.match(message, /^Invalid value /, tail)
  }
  for (const tail of ['brand%', 'brand%zz', 'brand%c0%af', 'brand%ff']) {
    assert.equal((await sendRaw(base, `${folders}/${tail}`)).status, 400, tail)
  }
})

test('a folder is not found by another spelling of its path', async (t) => {
  const { app } = await givenGuarded(t)
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  for (const tail of ['bran', 'brandlogos', 'brand%20', '%20brand', 'brand.', 'br%D0%B0nd', 'brand/logo', 'logos']) {
    const { status } = await sendRaw(base, `/v1_1/demo/folders/${tail}`)
    assert.ok(status === 404 || status === 400, `${tail}: ${status}`)
  }
})

test('a cloud name is compared as it is, and is never part of a path', async (t) => {
  const { app } = await givenGuarded(t)
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  for (const cloud of ['DEMO', 'demo%20', 'demo.', 'dem', 'x%2Fdemo', '%64emo%00', '..%2Fdemo', '*', ':cloud_name']) {
    const { status, message } = await sendRaw(base, `/v1_1/${cloud}/ping`)
    assert.deepEqual({ status, message }, { status: 401, message: 'api_secret mismatch' }, cloud)
  }
  assert.equal((await sendRaw(base, '/v1_1/%64emo/ping')).status, 200)
})

test('the environments of provisioning are no cloud name, and words of an address are whole', async (t) => {
  const { app } = await givenGuarded(t)
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  assert.equal((await sendRaw(base, '/v1_1/provisioning/ping')).status, 401)
  assert.equal((await sendRaw(base, '/v1_1/demo/imagex/download?public_id=a')).status, 404)
  assert.equal((await sendRaw(base, '/v1_1/demo/ximage/download?public_id=a')).status, 404)
  assert.equal((await sendRaw(base, '/v1_1/demo/image%00/download?public_id=a')).status, 404)
})

test('the credentials of one environment open no other, in the path or besides it', async (t) => {
  const { app } = await givenGuarded(t)
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  assert.equal((await sendRaw(base, '/v1_1/second/ping')).status, 401)
  assert.equal((await sendRaw(base, '/v1_1/second/ping?cloud_name=demo')).status, 401)
  assert.equal((await sendRaw(base, '/api/environments/second/ping')).status, 404)
  assert.equal((await sendRaw(base, '/v1_1/demo/config?cloud_name=second')).status, 200)
})
