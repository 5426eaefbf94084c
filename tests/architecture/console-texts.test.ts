import assert from 'node:assert/strict'
import { test } from 'node:test'
import ts from 'typescript'
import { assertHolds, parse, readSources, type Source, type Violation } from './sources.ts'

/** Attributes and fields that somebody reads or hears. */
const spoken =
  /^(?:aria-(?:label|description|placeholder|roledescription|valuetext)|label|title|placeholder|alt|description|hint|text|head|error|count|note|(?:submit|confirm)Label|nothingFoundMessage)$/
/** The name of the product is the same in every language. */
const names = new Set(['Rolecall'])

/** Texts that stand in a component of the console, and not behind a message key. */
function textsIn(source: Source): readonly Violation[] {
  const found: Violation[] = []
  const tell = (node: ts.Node, text: string): void => {
    const plain = text.replaceAll('· Rolecall', '').replaceAll(/\s+/g, ' ').trim()
    if (!/\p{L}{2}/u.test(plain) || names.has(plain)) return
    const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree))
    found.push(`${source.path}:${line + 1} “${plain}” stands behind no message key`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) tell(node, node.text)
    if (ts.isJsxExpression(node) && node.expression !== undefined && !ts.isJsxAttribute(node.parent))
      for (const one of literalsOf(node.expression)) tell(one.node, one.text)
    if (ts.isJsxAttribute(node) && spoken.test(node.name.getText(source.tree)) && node.initializer !== undefined) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer
      if (value !== undefined) for (const one of literalsOf(value)) tell(one.node, one.text)
    }
    if (ts.isPropertyAssignment(node) && spoken.test(node.name.getText(source.tree).replaceAll(/['"]/g, '')))
      for (const one of literalsOf(node.initializer)) tell(one.node, one.text)
    ts.forEachChild(node, visit)
  }
  visit(source.tree)
  return found
}

/** The literal texts that an expression may come to; what a call is given is the call's own affair. */
function literalsOf(node: ts.Expression): readonly { readonly node: ts.Node; readonly text: string }[] {
  if (ts.isStringLiteralLike(node)) return [{ node, text: node.text }]
  if (ts.isTemplateExpression(node)) {
    const own = [node.head, ...node.templateSpans.map(({ literal }) => literal)]
    const inner = node.templateSpans.flatMap(({ expression }) => literalsOf(expression))
    return [...own.map((part) => ({ node, text: part.text })), ...inner]
  }
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)]
  if (ts.isParenthesizedExpression(node)) return literalsOf(node.expression)
  if (ts.isBinaryExpression(node)) {
    const isChoice = [ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.PlusToken]
    const left = isChoice.includes(node.operatorToken.kind) ? literalsOf(node.left) : []
    const isValue =
      isChoice.includes(node.operatorToken.kind) || node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken
    return isValue ? [...left, ...literalsOf(node.right)] : []
  }
  return []
}

test('every text of the console stands behind a message key', () => {
  const sources = readSources('src/console/**/*.tsx')
  assertHolds('texts of the console', sources.length, 'components', sources.flatMap(textsIn))
})

test('the gate of texts sees them wherever they can stand', () => {
  const planted = [
    '<p>Hello you</p>',
    '<p>{isOpen ? "Open it" : "Close it"}</p>',
    '<p>{count && `${count} things`}</p>',
    '<button aria-label="Close" />',
    '<input placeholder={name ?? "Your name"} />',
    '<Select data={[{ value: "a", label: "First" }]} />',
    '<a title={`Go to ${name}`} />',
  ]
  const seen = planted.map((text) => textsIn(parse('src/console/X.tsx', `const x = ${text}`)).length > 0)
  assert.deepEqual(
    seen,
    planted.map(() => true),
  )
  const fair = '<p aria-label={say("close")} className="big" data-side="left">{say("text")} · {count}</p>'
  assert.deepEqual(textsIn(parse('src/console/X.tsx', `const x = ${fair}`)), [])
})
