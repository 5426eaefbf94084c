import assert from 'node:assert/strict'
import { test } from 'node:test'
import ts from 'typescript'
import {
  assertHolds,
  comments,
  isTest,
  parse,
  place,
  readProject,
  visit,
  type Source,
  type Violation,
} from './sources.ts'

const directives =
  /eslint-disable(?:-next-line|-line)?|@ts-(?:expect-error|ignore|nocheck)|prettier-ignore(?:-start|-end)?/

/** Finds comments that silence a tool without saying why. */
function commentViolations(source: Source): readonly Violation[] {
  const all = comments(source)
  return all.flatMap(({ line, text }) => {
    const body = text.replace(/^\/[/*]+\s*/, '').replace(/\s*\*\/$/, '')
    const directive = directives.exec(body)
    if (directive?.index !== 0) return []
    const rest = body.slice(directive[0].length)
    const at = `${source.path}:${line}`
    if (/ignore$|nocheck$/.test(directive[0]) && directive[0].startsWith('@')) {
      return [`${at} \`${directive[0]}\` hides errors for good; use \`@ts-expect-error\``]
    }
    // Prettier obeys only a comment that holds nothing else: its reason stands in the comment above.
    const reasonAbove = directive[0] === 'prettier-ignore' && all.some((other) => other.line === line - 1)
    const reason = directive[0].startsWith('eslint') ? /--\s*(.*)$/s.exec(rest)?.[1] : rest
    return reasonAbove || (reason ?? '').trim().length >= 10 ? [] : [`${at} \`${directive[0]}\` without a reason`]
  })
}

const testMakers = /^(?:test|it|describe|suite|t)$/
const evasions = new Set(['only', 'skip', 'todo'])

/** Finds tests that are left out or leave the others out, as a call (`test.skip`) or as an option (`{ todo: true }`). */
function evasionViolations(source: Source): readonly Violation[] {
  const found: Violation[] = []
  visit(source.tree, (node) => {
    if (!ts.isCallExpression(node)) return
    const callee = node.expression
    const isEvasion =
      ts.isPropertyAccessExpression(callee) &&
      testMakers.test(callee.expression.getText()) &&
      evasions.has(callee.name.text)
    const isMaker = testMakers.test(callee.getText()) || /^t\.test$/.test(callee.getText())
    if (isEvasion || (isMaker && node.arguments.some(hasEvasion))) {
      found.push(`${place(source, node)} a test that does not run`)
    }
  })
  return found
}

const hasEvasion = (argument: ts.Node): boolean =>
  ts.isObjectLiteralExpression(argument) &&
  argument.properties.some((property) => evasions.has(property.name?.getText() ?? ''))

/** Finds ways around the type system: `any`, and a conversion through `unknown`. */
function typeViolations(source: Source): readonly Violation[] {
  const found: Violation[] = []
  visit(source.tree, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${place(source, node)} \`any\``)
    const isDoubled = ts.isAsExpression(node) && ts.isAsExpression(node.expression)
    if (isDoubled && node.expression.getText() !== '' && node.type.getText() !== 'const') {
      found.push(`${place(source, node)} a conversion through another type`)
    }
  })
  return found
}

const project = readProject()

test('whatever silences a tool says why', () => {
  const count = project.flatMap(comments).length
  assertHolds('suppressions', count, `comments in ${project.length} files`, project.flatMap(commentViolations))
})

test('every test runs', () => {
  const tests = project.filter((source) => isTest(source.path))
  assertHolds('left-out tests', tests.length, 'test files', tests.flatMap(evasionViolations))
})

test('the product does not go around the type system', () => {
  const product = project.filter((source) => source.path.startsWith('src/') && !isTest(source.path))
  assertHolds('type escapes', product.length, 'files', product.flatMap(typeViolations))
})

test('the gate of suppressions wants a reason for each of them', () => {
  const refused = [
    '// eslint-disable-next-line no-console',
    '/* eslint-disable */',
    '// eslint-disable-line no-console -- x',
    '// @ts-expect-error',
    '// @ts-ignore because the types are wrong here',
    '// prettier-ignore',
  ]
  for (const text of refused) assert.equal(commentViolations(parse('src/a.ts', `${text}\nvoid 0`)).length, 1, text)
  const taken = [
    '// eslint-disable-next-line no-console -- the command line prints its answer',
    '// @ts-expect-error the library leaves this field out',
    '// the matrix reads better in columns\n// prettier-ignore',
    'const text = "// eslint-disable"',
    'const text = `\n// @ts-ignore\n`',
  ]
  for (const text of taken) assert.deepEqual(commentViolations(parse('src/a.ts', `${text}\nvoid 0`)), [], text)
})

test('the gate of suppressions sees a comment wherever it stands', () => {
  const text =
    'function f() {\n  void 0\n  // @ts-expect-error\n}\nconst a = [\n  // @ts-expect-error\n]\n// @ts-expect-error'
  assert.equal(commentViolations(parse('src/a.ts', text)).length, 3)
})

test('the gate of left-out tests knows their spellings', () => {
  const refused = [
    'test.only("a", f)',
    'describe.skip("a", f)',
    'it.todo("a")',
    't.skip("later")',
    'test("a", { skip: true }, f)',
    'await t.test("a", { todo: "soon" }, f)',
  ]
  for (const text of refused) assert.equal(evasionViolations(parse('tests/a.test.ts', text)).length, 1, text)
  for (const text of ['test("a", f)', 'rows.skip(3)', 'query({ skip: 3 })', 'test("a", { timeout: 1 }, f)']) {
    assert.deepEqual(evasionViolations(parse('tests/a.test.ts', text)), [], text)
  }
})

test('the gate of type escapes knows their spellings', () => {
  const refused = ['let a: any', 'const a = b as any', 'const a = b as unknown as C', 'type A = Record<string, any>']
  for (const text of refused) assert.ok(typeViolations(parse('src/a.ts', text)).length > 0, text)
  for (const text of ['const any = 1', 'const a = b as C', 'const a = [1] as const']) {
    assert.deepEqual(typeViolations(parse('src/a.ts', text)), [], text)
  }
})
