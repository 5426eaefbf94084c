import type { BinaryOperator, EntityUid, Expression, Variable } from './ast.ts'
import { extensionFunctions, methodArity } from './functions.ts'
import { integerOf } from './integers.ts'
import type { TokenReader } from './reader.ts'
import { patternOf, textOf } from './strings.ts'

const variables: ReadonlySet<string> = new Set<Variable>(['principal', 'action', 'resource', 'context'])
const relations: ReadonlySet<string> = new Set<BinaryOperator>(['==', '!=', '<', '<=', '>', '>=', 'in'])
const maxUnary = 4

const isVariable = (name: string): name is Variable => variables.has(name)
const isRelation = (text: string): text is BinaryOperator => relations.has(text)

/** Reads one expression. */
export function parseExpression(reader: TokenReader): Expression {
  return reader.nested(() => {
    if (reader.sees('if') && reader.ahead(1).text !== '::') return parseIf(reader)
    return parseChain(reader, 'or', '||', () => parseChain(reader, 'and', '&&', () => parseRelation(reader)))
  })
}

/** Reads the name of an entity: a type, `::` and a string. */
export function parseEntity(reader: TokenReader): EntityUid {
  const { name, isEntity } = parseName(reader)
  if (!isEntity) reader.stop('expected an entity such as `User::"vera"`')
  return { type: name, id: textOf(reader.take()) }
}

/** Reads the name of an entity type. */
export function parseType(reader: TokenReader): string {
  const { name, isEntity } = parseName(reader)
  if (isEntity) reader.stop('expected an entity type, not an entity')
  return name
}

function parseIf(reader: TokenReader): Expression {
  reader.expect('if')
  const condition = parseExpression(reader)
  reader.expect('then')
  const whenTrue = parseExpression(reader)
  reader.expect('else')
  return { kind: 'if', condition, whenTrue, whenFalse: parseExpression(reader) }
}

function parseChain(reader: TokenReader, kind: 'and' | 'or', sign: string, read: () => Expression): Expression {
  const first = read()
  if (!reader.sees(sign)) return first
  const operands = [first]
  while (reader.takeIf(sign)) operands.push(read())
  return { kind, operands }
}

function parseRelation(reader: TokenReader): Expression {
  const left = parseSum(reader)
  if (reader.takeIf('has')) return { kind: 'has', operand: left, path: parsePath(reader) }
  if (reader.takeIf('like')) {
    return { kind: 'like', operand: left, pieces: patternOf(reader.expectKind('string', 'a pattern in quotes')) }
  }
  if (reader.takeIf('is')) {
    const type = parseType(reader)
    return { kind: 'is', operand: left, type, within: reader.takeIf('in') ? parseSum(reader) : null }
  }
  const operator = reader.next.text
  if (reader.next.kind === 'string' || !isRelation(operator)) return left
  reader.take()
  return { kind: 'binary', operator, left, right: parseSum(reader) }
}

function parsePath(reader: TokenReader): readonly string[] {
  if (reader.next.kind === 'string') return [textOf(reader.take())]
  const path = [reader.expectName('an attribute')]
  while (reader.takeIf('.')) path.push(reader.expectName('an attribute'))
  return path
}

function parseSum(reader: TokenReader): Expression {
  let left = parseProduct(reader)
  while (reader.sees('+') || reader.sees('-')) {
    const operator = reader.take().text === '+' ? '+' : '-'
    left = { kind: 'binary', operator, left, right: parseProduct(reader) }
  }
  return left
}

function parseProduct(reader: TokenReader): Expression {
  let left = parseUnary(reader)
  while (reader.takeIf('*')) left = { kind: 'binary', operator: '*', left, right: parseUnary(reader) }
  return left
}

function parseUnary(reader: TokenReader): Expression {
  const sign = reader.sees('!') ? '!' : '-'
  let count = 0
  while (reader.takeIf(sign)) count += 1
  if (count > maxUnary) reader.stop(`more than ${maxUnary} \`${sign}\` in a row`)
  if (count > 0 && sign === '-' && reader.next.kind === 'number' && !isMemberNext(reader, 1)) {
    return repeat('negate', count - 1, { kind: 'literal', value: parseInteger(reader, -1n) })
  }
  return repeat(sign === '!' ? 'not' : 'negate', count, parseMember(reader))
}

function repeat(kind: 'not' | 'negate', count: number, innermost: Expression): Expression {
  let expression = innermost
  for (let time = 0; time < count; time += 1) expression = { kind, operand: expression }
  return expression
}

function parseInteger(reader: TokenReader, sign: 1n | -1n): number | bigint {
  const token = reader.take()
  // Twenty digits can't fit; the limit keeps the conversion of a long row of digits cheap.
  const digits = token.text.replace(/^0+(?=.)/, '')
  const value = digits.length > 20 ? undefined : integerOf(sign * BigInt(digits))
  return value ?? reader.stop('this integer does not fit in 64 bits', token)
}

const isMemberNext = (reader: TokenReader, places: number): boolean => {
  const { kind, text } = reader.ahead(places)
  return kind === 'symbol' && (text === '.' || text === '[' || text === '(')
}

function parseMember(reader: TokenReader): Expression {
  let operand = parsePrimary(reader)
  for (;;) {
    if (reader.takeIf('.')) {
      const name = reader.expectName('an attribute')
      operand = reader.sees('(') ? parseMethod(reader, operand, name) : { kind: 'attribute', operand, name }
    } else if (reader.takeIf('[')) {
      const name = textOf(reader.expectKind('string', 'the name of an attribute in quotes'))
      reader.expect(']')
      operand = { kind: 'attribute', operand, name }
    } else return operand
  }
}

function parseMethod(reader: TokenReader, operand: Expression, name: string): Expression {
  const at = reader.take()
  const parameters = reader.list(')', () => parseExpression(reader))
  const arity = methodArity.get(name)
  if (arity === undefined) return reader.stop(`there is no method \`${name}\``, at)
  if (arity !== 'any' && arity !== parameters.length) {
    return reader.stop(`\`${name}\` takes ${arity} and not ${parameters.length} values`, at)
  }
  return { kind: 'method', name, operand, parameters }
}

function parsePrimary(reader: TokenReader): Expression {
  const { next } = reader
  if (next.kind === 'number') return { kind: 'literal', value: parseInteger(reader, 1n) }
  if (next.kind === 'string') return { kind: 'literal', value: textOf(reader.take()) }
  if (next.kind === 'identifier' || next.kind === 'slot') return parseNamed(reader)
  if (reader.takeIf('(')) {
    const inner = parseExpression(reader)
    reader.expect(')')
    return inner
  }
  if (reader.takeIf('[')) return { kind: 'set', elements: reader.list(']', () => parseExpression(reader)) }
  if (reader.takeIf('{')) return parseRecord(reader)
  return reader.stop('expected an expression')
}

function parseRecord(reader: TokenReader): Expression {
  const names = new Set<string>()
  const entries = reader.list('}', () => {
    const at = reader.next
    const name = at.kind === 'string' ? textOf(reader.take()) : reader.expectName('an attribute')
    if (names.has(name)) reader.stop(`the record has \`${name}\` twice`, at)
    names.add(name)
    reader.expect(':')
    return [name, parseExpression(reader)] as const
  })
  return { kind: 'record', entries }
}

/** Reads what begins with a word: a boolean, a variable, a call or an entity. */
function parseNamed(reader: TokenReader): Expression {
  const at = reader.next
  if (reader.ahead(1).text !== '::' || reader.ahead(1).kind === 'string') {
    if (at.text === 'true' || at.text === 'false') return { kind: 'literal', value: reader.take().text === 'true' }
  }
  const { name, isEntity } = parseName(reader)
  if (isEntity) return { kind: 'entity', uid: { type: name, id: textOf(reader.take()) } }
  if (isVariable(name)) return { kind: 'variable', name }
  if (!reader.sees('(')) return reader.stop(`there is no variable \`${name}\``, at)
  if (!extensionFunctions.has(name)) return reader.stop(`there is no function \`${name}\``, at)
  reader.take()
  return { kind: 'call', name, parameters: reader.list(')', () => parseExpression(reader)) }
}

/** Reads words joined by `::`; for an entity also the last `::`, and leaves its id to be taken. */
function parseName(reader: TokenReader): { readonly name: string; readonly isEntity: boolean } {
  if (reader.next.kind === 'slot') reader.stop('templates are not supported')
  const names = [reader.expectName('a name')]
  while (reader.takeIf('::')) {
    if (reader.next.kind === 'string') return { name: names.join('::'), isEntity: true }
    names.push(reader.expectName('a name'))
  }
  return { name: names.join('::'), isEntity: false }
}
