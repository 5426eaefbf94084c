import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AssetCondition } from '../asset-condition.ts'
import { assetId, collectionId, folderId } from '../ids.ts'
import type { SearchExpression } from './ast.ts'
import { deepestSearch, longestSearch, mostTerms, parseSearch } from './parse.ts'
import { printSearch } from './print.ts'
import { readSearch, type SearchFacts } from './to-condition.ts'

const at = Date.parse('2026-11-22T12:00:00Z')
const facts: SearchFacts = {
  at,
  findFolders: (path, how) => [folderId(`${how} ${path}`)],
  findReferenced: ({ to, id }) =>
    to === 'collection'
      ? { type: 'in_collections', of: id === 'hidden' ? [] : [collectionId(id ?? '')] }
      : { type: 'among', of: [assetId(`${to} ${id ?? 'any'}`)] },
}
const day = 86_400_000

const compare = (field: string, is: string, value: string | number) => ({ type: 'compare', field, is, value })
const word = (field: string, value: string, isPrefix = false) => ({ type: 'word', field, value, isPrefix })
const text = (value: string, isPrefix = false) => ({ type: 'text', value, isPrefix })
const all = (...of: readonly unknown[]) => ({ type: 'all', of })
const any = (...of: readonly unknown[]) => ({ type: 'any', of })
const not = (of: unknown) => ({ type: 'not', of })

const meanings: readonly (readonly [string, unknown])[] = [
  ['', all()],
  ['*', all()],
  ['cat', text('cat')],
  ['"black cat"*', text('black cat', true)],
  ['resource_type:image AND tags=kitten', all(word('resource_type', 'image'), compare('tags', 'equal', 'kitten'))],
  ['a b OR c', any(all(text('a'), text('b')), text('c'))],
  ['a AND (b OR c)', all(text('a'), any(text('b'), text('c')))],
  [
    'tags:"service:mantels" AND -tags:discontinued',
    all(word('tags', 'service:mantels'), not(word('tags', 'discontinued'))),
  ],
  ['+a -b NOT NOT c', all(text('a'), not(text('b')), not(not(text('c'))))],
  ['tags=sho*', { type: 'starts_with', field: 'tags', value: 'sho' }],
  ['tags:*', { type: 'present', field: 'tags' }],
  [
    'public_id:brand/*',
    any(word('public_id', 'brand/', true), { type: 'starts_with', field: 'public_id', value: 'brand/' }),
  ],
  ['uploaded_at>1d', compare('uploaded_at', 'more', at - day)],
  ['created_at=>4w', compare('created_at', 'at_least', at - 28 * day)],
  [
    'created_at=2026-02-03',
    all(
      compare('created_at', 'at_least', Date.parse('2026-02-03')),
      compare('created_at', 'less', Date.parse('2026-02-04')),
    ),
  ],
  ['created_at<=2026-02-03', compare('created_at', 'less', Date.parse('2026-02-04'))],
  ['created_at>2026-02-03T10:00:00+02:00', compare('created_at', 'at_least', Date.parse('2026-02-03T08:00:01Z'))],
  ['bytes>100kb', compare('bytes', 'more', 102_400)],
  ['bytes:>1.5mb', compare('bytes', 'more', 1_572_864)],
  ['bytes: [1 TO 2kb}', all(compare('bytes', 'at_least', 1), compare('bytes', 'less', 2048))],
  ['width:{-5 TO *]', all(compare('width', 'more', -5))],
  ['aspect_ratio="16:9"', compare('aspect_ratio', 'equal', 16 / 9)],
  ['aspect_ratio:4:3', compare('aspect_ratio', 'equal', 4 / 3)],
  ['aspect_ratio=1.5', all(compare('aspect_ratio', 'at_least', 1.45), compare('aspect_ratio', 'less', 1.55))],
  ['folder=a/b', { type: 'in_folders', of: ['exact a/b'] }],
  ['folder:a/*', { type: 'in_folders', of: ['within a'] }],
  ['asset_folder:"a b"*', { type: 'in_folders', of: ['prefix a b'] }],
  ['folder=""', { type: 'in_folders', of: ['exact '] }],
  ['collection=picks', { type: 'in_collections', of: ['picks'] }],
  ['collection:hidden', { type: 'in_collections', of: [] }],
  ['related_to=a1', { type: 'among', of: ['related_asset a1'] }],
  ['proof:"p 1"', { type: 'among', of: ['proof p 1'] }],
  ['public_link=l1', { type: 'among', of: ['public_link l1'] }],
  ['public_link:*', { type: 'among', of: ['public_link any'] }],
  ['context.category:electronics', word('context.category', 'electronics')],
  ['context.n=7', any(compare('context.n', 'equal', '7'), compare('context.n', 'equal', 7))],
  ['metadata.price>=12.5', compare('metadata.price', 'at_least', 12.5)],
  ['metadata.code>"12"', compare('metadata.code', 'more', '12')],
  ['tags:"-"', compare('tags', 'equal', '-')],
]

for (const [expression, meaning] of meanings) {
  test(`the search expression ${expression === '' ? 'of nothing' : expression} means what it says`, () => {
    assert.deepEqual(readSearch(expression, facts), { condition: meaning as AssetCondition })
  })
}

const faults: readonly (readonly [string, number, RegExp])[] = [
  ['tags:', 6, /expected a value behind tags:, not the end/],
  ['(a OR b', 8, /expected \), not the end/],
  ['a)', 2, /expected AND, OR or the end, not \)/],
  ['a AND', 6, /expected a word, a field or \(, not the end/],
  ['OR a', 1, /expected a word, a field or \(, not OR/],
  ['tags:"red', 6, /a quotation mark is not closed/],
  ['colour:red', 1, /expected a field such as .* not colour/],
  ['bytes>big', 7, /expected a size such as .* not big/],
  ['width:abc', 7, /expected a number, not abc/],
  ['created_at>2026-02-30', 12, /expected a time such as .* not 2026-02-30/],
  ['bytes:[1 2]', 10, /expected TO in a range, not 2/],
  ['bytes:[1 TO 2', 14, /expected \] or \} behind a range, not the end/],
  ['bytes>[1 TO 2]', 7, /expected a value behind >, not a range/],
  ['folder>a', 8, /a folder can't be compared by >/],
  ['aspect_ratio:16:0', 14, /expected a ratio/],
  ['collection:*', 12, /expected the id of a collection, behind = or :/],
  ['related_to:*', 12, /expected the id of an asset, behind = or :/],
  ['proof=p*', 7, /expected the id of a proof, behind = or :/],
  ['public_link=l*', 13, /expected the id of a public link, or \*, behind = or :/],
  ['public_link>l', 13, /expected the id of a public link/],
  ['proof:[a TO b]', 1, /proof has no ranges/],
  ['context.:x', 1, /expected a field/],
  ['tags>*', 6, /expected a value behind >, not \*/],
  [`${'('.repeat(deepestSearch)}(a`, deepestSearch + 1, /at most 40 deep/],
  [`${'a '.repeat(mostTerms)}b`, 2 * mostTerms + 1, /at most 200 terms/],
  ['x'.repeat(longestSearch + 1), longestSearch + 1, /at most 4000 characters/],
]

for (const [expression, position, why] of faults) {
  test(`the search expression ${expression.slice(0, 30)} is refused at character ${position}`, () => {
    const read = readSearch(expression, facts)
    assert.ok('fault' in read)
    assert.equal(read.fault.position, position)
    assert.match(read.fault.why, why)
  })
}

test('an expression that was written is read as the same one', () => {
  for (const [expression] of meanings) {
    const read = parseSearch(expression)
    assert.ok('expression' in read)
    const again = parseSearch(printSearch(read.expression))
    assert.ok('expression' in again, printSearch(read.expression))
    assert.deepEqual(withoutPositions(again.expression), withoutPositions(read.expression))
  }
})

test('GUESS: a kilobyte of a search expression is 1,024 bytes', () => {
  assert.deepEqual(readSearch('bytes=1kb', facts), { condition: compare('bytes', 'equal', 1024) })
})

const withoutPositions = (expression: SearchExpression): unknown =>
  JSON.parse(JSON.stringify(expression, (key, value: unknown) => (key === 'position' ? undefined : value)))
