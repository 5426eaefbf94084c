import assert from 'node:assert/strict'
import { test } from 'node:test'
import ts from 'typescript'
import { assertHolds, parse, place, readProduct, visit, type Source, type Violation } from './sources.ts'

/** Words that ARCHITECTURE.md keeps out of identifiers: each has a better one there, or means several things. */
const bannedWords = [
  ...['tenant', 'workspace', 'organisation', 'organization', 'acl', 'grant', 'binding', 'entitlement', 'actor'],
  ...['subject', 'check', 'verdict', 'audit event'],
]

/** One place where a banned word is right; `identifier` is matched whole. */
interface Allowed {
  readonly path: RegExp
  readonly identifier: RegExp
  readonly reason: string
}

const allowed: readonly Allowed[] = [
  {
    path: /^src\/engine\/cedar(?:\.test)?\.ts$/,
    identifier: /^check(?:Parse|Validate)\w*$/,
    reason: 'functions of the Cedar library are called by their own names',
  },
  {
    path: /^src\/store\//,
    identifier: /^addCheckConstraint$/,
    reason: 'the query builder calls the SQL constraint so',
  },
  {
    path: /^src\/console\//,
    identifier: /^(?:checked|defaultChecked|aria-checked|checkIconPosition)$/,
    reason: 'controls of the component library, and of HTML, call their state so',
  },
  {
    path: /^src\/operations\/blobs\/public-address\.ts$/,
    identifier: /^check$/,
    reason: "a method of Node's lists of networks",
  },
  {
    path: /^src\/server\/mail\.ts$/,
    identifier: /^subject$/,
    reason: 'the mail library calls the title of a letter so',
  },
]

/** Splits `isHTTPCheck`, `audit_event` and `check2` into lower-case words. */
function wordsOf(identifier: string): readonly string[] {
  return identifier
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
}

/** The banned word inside an identifier in any of its forms (`checks`, `granted`, `checker`), or undefined. */
function bannedWordIn(identifier: string): string | undefined {
  const text = ` ${wordsOf(identifier).join(' ')} `
  return bannedWords.find((word) => new RegExp(` ${word}(?:s|ed|er|ers|ing|ings|or|ors|able)? `).test(text))
}

interface Named {
  readonly name: string
  readonly path: string
  readonly at: string
}

/** Lists the identifiers of a file; texts and comments are not identifiers, as wire names and Cedar texts live there. */
function identifiersOf(source: Source): readonly Named[] {
  const found: Named[] = []
  visit(source.tree, (node) => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      found.push({ name: node.text, path: source.path, at: place(source, node) })
    }
  })
  return found
}

function wordViolations(identifiers: readonly Named[]): readonly Violation[] {
  return identifiers.flatMap(({ name, path, at }) => {
    const word = bannedWordIn(name)
    const isAllowed = allowed.some((entry) => entry.path.test(path) && entry.identifier.test(name))
    return word === undefined || isAllowed ? [] : [`${at} \`${name}\` says \`${word}\``]
  })
}

test('no identifier of the product says a banned word', () => {
  const product = readProduct()
  const identifiers = product.flatMap(identifiersOf)
  assertHolds('words', identifiers.length, `identifiers in ${product.length} files`, wordViolations(identifiers))
})

test('no file of the product is named by a banned word', () => {
  const names = readProduct().map(({ path }) => ({ name: path.replace(/\.\w+$/, ''), path, at: path }))
  assertHolds('words', names.length, 'file names', wordViolations(names))
})

test('the gate of words finds a banned word in every spelling and form', () => {
  for (const name of [
    'checkRole',
    'isGranted',
    'role_check',
    'ACLEntry',
    'roleACL',
    'AuditEvent',
    'bindings',
    '#actor',
  ]) {
    const text = name.startsWith('#') ? `class A { ${name} = 1 }` : `const ${name} = 1`
    assert.equal(wordViolations(identifiersOf(parse('src/domain/a.ts', text))).length, 1, name)
  }
})

test('the gate of words leaves other words, texts and comments alone', () => {
  const text = `
    // check the tenant
    const factor = 'grant', character = \`audit_event\`, bind = 1, refactored = 2, auditLog = 3, event = 4
    const wire = { 'actor': 1 }`
  assert.deepEqual(wordViolations(identifiersOf(parse('src/domain/a.ts', text))), [])
})

test('an allowed word is allowed in its own file only', () => {
  const text = 'checkParseSchema()'
  assert.equal(wordViolations(identifiersOf(parse('src/engine/cedar.ts', text))).length, 0)
  assert.equal(wordViolations(identifiersOf(parse('src/engine/decide.ts', text))).length, 1)
})
