import assert from 'node:assert/strict'
import { test } from 'node:test'
import ts from 'typescript'
import { assertHolds, isTest, parse, place, readProduct, type Source, type Violation } from './sources.ts'

interface Exported {
  readonly name: string
  readonly at: string
  readonly docstring: string
}

/** Lists what a file declares and exports; overloads of one function are one symbol. */
function exportsOf(source: Source): readonly Exported[] {
  const listed = new Set(source.tree.statements.flatMap(namesInExportList))
  const found = source.tree.statements.flatMap((statement) => {
    if (!isDeclaration(statement)) return []
    const docstring = ts
      .getJSDocCommentsAndTags(statement)
      .filter(ts.isJSDoc)
      .map((doc) => doc.getText())
      .join('')
    return declaredNames(statement)
      .filter((name) => isExported(statement) || listed.has(name))
      .map((name) => ({ name, at: place(source, statement), docstring }))
  })
  return found.filter(({ name }, position) => found.findIndex((other) => other.name === name) === position)
}

type Declaration =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.VariableStatement

const isDeclaration = (node: ts.Statement): node is Declaration =>
  ts.isFunctionDeclaration(node) ||
  ts.isClassDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isVariableStatement(node)

const isExported = (node: Declaration): boolean =>
  (node.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)

function declaredNames(node: Declaration): readonly string[] {
  if (!ts.isVariableStatement(node)) return node.name === undefined ? [] : [node.name.text]
  return node.declarationList.declarations.flatMap(({ name }) =>
    ts.isIdentifier(name)
      ? [name.text]
      : name.elements.flatMap((element) =>
          ts.isBindingElement(element) && ts.isIdentifier(element.name) ? [element.name.text] : [],
        ),
  )
}

/** Names in `export { a, b as c }` of this file's own symbols; what is handed on from another file is described there. */
function namesInExportList(statement: ts.Statement): readonly string[] {
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier !== undefined) return []
  if (statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause)) return []
  return statement.exportClause.elements.map((element) => (element.propertyName ?? element.name).text)
}

function docstringViolations(exported: readonly Exported[]): readonly Violation[] {
  return exported
    .filter(({ docstring }) => docstring.replaceAll(/[\s*/]/g, '') === '')
    .map(({ name, at }) => `${at} \`${name}\` has no docstring`)
}

test('every exported symbol of the product has a docstring', () => {
  const product = readProduct().filter((source) => !isTest(source.path))
  const exported = product.flatMap(exportsOf)
  assertHolds(
    'docstrings',
    exported.length,
    `exported symbols in ${product.length} files`,
    docstringViolations(exported),
  )
})

test('the gate of docstrings names each undescribed symbol, however it is exported', () => {
  const text = `
    export const a = 1, b = 2
    export function c() {}
    export class D {}
    export interface E {}
    export type F = 1
    const g = 1
    /** */
    export const h = 1
    // A comment is not a docstring.
    export const i = 1
    export { g }
    const { j } = { j: 1 }
    export { j as k }`
  const names = docstringViolations(exportsOf(parse('src/domain/a.ts', text))).map(
    (violation) => violation.split('`')[1],
  )
  assert.deepEqual(names, ['a', 'b', 'c', 'D', 'E', 'F', 'g', 'h', 'i', 'j'])
})

test('the gate of docstrings is content with one docstring a symbol, overloads and hidden symbols included', () => {
  const text = `
    /** Answers one. */
    export const a = 1
    /** Adds. */
    export function add(one: number): number
    export function add(one: string): string
    export function add(one: unknown) { return one }
    const hidden = 1
    export { b } from './b.ts'`
  const exported = exportsOf(parse('src/domain/a.ts', text))
  assert.deepEqual(
    exported.map(({ name }) => name),
    ['a', 'add'],
  )
  assert.deepEqual(docstringViolations(exported), [])
})
