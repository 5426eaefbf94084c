import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../domain/errors.ts'
import { readFolderPath } from './folder-paths.ts'

const whyNot = (path: string): string | null => {
  try {
    readFolderPath(path)
    return null
  } catch (error) {
    if (error instanceof Refusal && error.code === 'folder_path_unfit') return error.message
    throw error
  }
}

test('a path is its names, in NFC; one slash at either end says nothing', () => {
  assert.deepEqual(readFolderPath('brand/logos'), ['brand', 'logos'])
  assert.deepEqual(readFolderPath('/brand/logos/'), ['brand', 'logos'])
  assert.deepEqual(readFolderPath('Cafe\u0301'), ['Caf\u00E9'])
  assert.deepEqual(readFolderPath('été 2026/製品？/a.b'), ['été 2026', '製品？', 'a.b'])
  assert.deepEqual(readFolderPath('👩\u200D🚀'), ['👩\u200D🚀'])
})

test('the top of the library is the empty path', () => {
  assert.deepEqual(readFolderPath(''), [])
  assert.deepEqual(readFolderPath('/'), [])
})

const faults: readonly (readonly [string, string])[] = [
  ['a//b', 'has an empty name in it'],
  ['//a', 'has an empty name in it'],
  ['a/../b', 'has a name of dots alone in it'],
  ['./a', 'has a name of dots alone in it'],
  ['a/\uFF0E\uFF0E/b', 'has a name of dots alone in it'],
  ['a/\u2025', 'has a name of dots alone in it'],
  ['a\\b', 'has a name with \\ in it'],
  ['what?', 'has a name with ? in it'],
  ['a%2Fb', 'has a name with % in it'],
  ['a*', 'has a name with * in it'],
  ['say "a"', 'has a name with " in it'],
  ['a\uFF0Fb', 'has a name with a look-alike of a slash in it'],
  ['a\u2215b', 'has a name with \u2215 in it'],
  ['a\u0000b', 'has an invisible character in it'],
  ['a\nb', 'has an invisible character in it'],
  ['a\u200Bb', 'has an invisible character in it'],
  ['a\u202Eb', 'has an invisible character in it'],
  ['a\uD800', 'has an invisible character in it'],
  [' a', 'has a name that begins or ends with a space'],
  ['a/b /c', 'has a name that begins or ends with a space'],
  ['a'.repeat(256), 'has a name of more than 255 characters'],
  [Array.from({ length: 101 }, () => 'a').join('/'), 'has more than 100 folders in it'],
  ['a'.repeat(60_000), 'is too long'],
]

for (const [path, why] of faults) {
  test(`the path ${JSON.stringify(path.slice(0, 40))} ${why}`, () => {
    const message = whyNot(path)
    assert.ok(message?.endsWith(why), message ?? 'it was read')
  })
}

test('names of 255 characters and paths of 100 names are read, whatever they take in UTF-16', () => {
  assert.equal(whyNot('𝒜'.repeat(255)), null)
  assert.equal(whyNot(Array.from({ length: 100 }, () => 'a').join('/')), null)
})
