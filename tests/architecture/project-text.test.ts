import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertHolds, readProjectTexts, type Violation } from './sources.ts'

/** What a file of the project never names; written in pieces, so that this file keeps the rule as well. */
const banned: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  {
    pattern: new RegExp(String.raw`(?<![\w.~/*}])/(?:${['work', 'root'].join('|')})(?:/|\b(?![\w-]))`),
    what: 'a path of one machine',
  },
  { pattern: new RegExp(String.raw`(?<![\w.~/*}])/home/[a-z]+/|/Users/[A-Za-z]+/`), what: 'a home folder' },
  {
    pattern: new RegExp(
      `\\b(?:${['registry', 'npmjs'].join(String.raw`\.`)}|${['pypi', 'org'].join(String.raw`\.`)})\\b`,
    ),
    what: 'a host of a package registry',
  },
  {
    pattern: new RegExp(
      `\\b(?:${['fa', 'rm'].join('')}-[a-z]+|${['clau', 'de'].join('')}|${['anth', 'ropic'].join('')})\\b`,
      'i',
    ),
    what: 'a tool outside the project',
  },
]

function textViolations(files: readonly { readonly path: string; readonly text: string }[]): readonly Violation[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, position) =>
        banned.filter(({ pattern }) => pattern.test(line)).map(({ what }) => `${path}:${position + 1} names ${what}`),
      ),
  )
}

test('no file of the project names a machine, a package registry or a tool outside the project', () => {
  const files = readProjectTexts()
  assertHolds('project text', files.length, 'files', textViolations(files))
})

const isRefused = (text: string): boolean => textViolations([{ path: 'README.md', text }]).length === 1

test('the gate of project text refuses what is bound to one machine', () => {
  for (const folder of ['work', 'root']) {
    assert.ok(isRefused(`run /${folder}/main/bin/rolecall.mjs`))
    assert.ok(isRefused(`cd /${folder}`))
  }
  assert.ok(isRefused(['"https://registry', 'npmjs', 'org/fastify"'].join('.')))
  assert.ok(isRefused(['fa', 'rm-run'].join('')))
  assert.ok(isRefused('/home/' + 'vera/rolecall'))
})

test('the gate of project text takes paths of the project and of its wire', () => {
  for (const text of [
    '../shared/contract',
    'https://example.com/work/7',
    'src/work/a.ts',
    '/v2/accounts',
    'a/root/b',
  ]) {
    assert.ok(!isRefused(text), text)
  }
})
