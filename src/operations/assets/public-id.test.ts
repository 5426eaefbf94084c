import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../domain/errors.ts'
import { publicIdOfFilename, readPublicId } from './public-id.ts'

const refusalOf = (sent: string): string => {
  try {
    return `kept as ${readPublicId(sent)}`
  } catch (error) {
    assert.ok(error instanceof Refusal)
    return error.message
  }
}

test('a public id is kept in composed form, letters that look alike included', () => {
  assert.equal(readPublicId('brand/cafe\u0301'), 'brand/café')
  assert.equal(readPublicId('pаypal'), 'pаypal')
  assert.equal(readPublicId('a'.repeat(255)), 'a'.repeat(255))
  assert.equal(readPublicId('family \u{1F469}\u200D\u{1F467}'), 'family \u{1F469}\u200D\u{1F467}')
})

test('a public id that could be taken for a path, a URL or something unseen is refused', () => {
  const refused = [
    '',
    '../a',
    'a/../b',
    'a/./b',
    'a/‥',
    '/a',
    'a/',
    'a//b',
    'a?b',
    'a&b',
    'a#b',
    'a\\b',
    'a%2Fb',
    '<a>',
  ]
  const unseen = [
    'a\0',
    'a\nb',
    'a\u202Eb',
    'a\u2028',
    'a\uD800',
    ' a',
    'a ',
    'a /b',
    'a\u2215b',
    'a\uFF0Fb',
    'a\uFF3Cb',
    'é'.repeat(128),
  ]
  for (const sent of [...refused, ...unseen]) assert.match(refusalOf(sent), /^public_id \(/, JSON.stringify(sent))
})

test('the name of a file becomes a public id without what one can not have', () => {
  assert.equal(publicIdOfFilename('../../etc/passwd'), 'etc_passwd')
  assert.equal(publicIdOfFilename('My summer photo?'), 'My_summer_photo')
  assert.equal(publicIdOfFilename('a\uFF0Fb.png'), 'a_b.png')
  assert.equal(publicIdOfFilename('...'), '')
  assert.ok(Buffer.byteLength(publicIdOfFilename('é'.repeat(400))) <= 150)
})
