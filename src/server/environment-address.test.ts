import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readParameters, requirePlainNames, rewriteAddress, routeOf } from './environment-address.ts'

const rewritten = (url: string): string => rewriteAddress({ url })

test('after a cloud name an encoded slash is a slash, in the path alone', () => {
  assert.equal(rewritten('/v1_1/demo/resources%2Fsearch?a=b%2Fc'), '/v1_1/demo/resources/search?a=b%2Fc')
  assert.equal(rewritten('/api/environments/demo/folders/a%2fb'), '/api/environments/demo/folders/a/b')
  assert.equal(rewritten('/v1_1/de%2Fmo/ping'), '/v1_1/de%2Fmo/ping')
  assert.equal(rewritten('/v1_1/demo/folders/a%252Fb'), '/v1_1/demo/folders/a%252Fb')
})

test('an address that is sent whole is one of this server, as any other', () => {
  assert.equal(rewritten('http://h:80/v1_1/demo/a%2Fb?c=http://d/e'), '/v1_1/demo/a/b?c=http://d/e')
  for (const url of ['http://h/p/token', 'HTTPS://h/p/token']) assert.equal(rewritten(url), '/p/token')
  for (const [url, path] of [
    ['http://h', '/'],
    ['http://h?a=b', '/?a=b'],
    ['/http://h/p', '/http://h/p'],
    ['//h/p', '//h/p'],
  ] as const)
    assert.equal(rewritten(url), path)
})

test('addresses of other families stay as they are', () => {
  for (const url of [
    '/v2/accounts/a/permissions/roles/a%2Fb',
    '/v1_1/provisioning/accounts/a%2Fb',
    '/v1_1/demo',
    '/',
  ]) {
    assert.equal(rewritten(url), url)
  }
})

test('words and a rest are spelled as the router has them, and what it read goes by the names of fields', () => {
  const path = '/v1_1/{cloud_name}/{resource_type:image|raw}/{public_id*}'
  assert.equal(routeOf(path), '/v1_1/:cloud_name/:resource_type(^(?:image|raw)$)/*')
  assert.deepEqual(readParameters(path, { cloud_name: 'c', resource_type: 'raw', '*': 'a/b' }), {
    cloud_name: 'c',
    resource_type: 'raw',
    public_id: 'a/b',
  })
})

test('values of an address that are no plain names are refused', () => {
  const hold = (value: string): void => requirePlainNames('/x/{public_id*}', { public_id: value })
  for (const value of ['a', 'a/b.jpg', '.a/..b', 'é/100% cotton', '...']) assert.equal(hold(value), undefined)
  for (const value of [
    '.',
    '..',
    'a/../b',
    'a//b',
    'a/',
    '/a',
    'a\0b',
    'a\u0085b',
    'a\\b',
    'a%2Fb',
    '%2e%2e',
    '%252e',
  ]) {
    assert.throws(() => hold(value), { code: 'invalid_fields' }, value)
  }
})
