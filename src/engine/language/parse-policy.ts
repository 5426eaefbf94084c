import type { ActionConstraint, Annotation, Condition, EntityUid, Policy, ScopeConstraint, Span } from './ast.ts'
import type { Expression } from './ast.ts'
import { partsOf } from './ast.ts'
import { parseEntity, parseExpression, parseType } from './parse-expression.ts'
import type { TokenReader } from './reader.ts'
import { textOf } from './strings.ts'

/** Expressions inside one another, chains counted by their length. Cedar's validator fails at about twice that. */
export const maxDepth = 200

/** Reads one policy with its annotations, up to and with its `;`. */
export function parsePolicy(reader: TokenReader): Policy {
  const start = reader.next.offset
  const annotations = parseAnnotations(reader)
  const effect = parseEffect(reader)
  reader.expect('(')
  const principal = spanned(reader, () => parseScope(reader, 'principal'))
  reader.expect(',')
  const action = spanned(reader, () => parseActionScope(reader))
  reader.expect(',')
  const resource = spanned(reader, () => parseScope(reader, 'resource'))
  reader.takeIf(',')
  reader.expect(')')
  const conditions: Condition[] = []
  while (!reader.takeIf(';')) conditions.push(parseCondition(reader))
  const scopes = { principal: principal.span, action: action.span, resource: resource.span }
  return {
    effect,
    annotations,
    principal: principal.part,
    action: action.part,
    resource: resource.part,
    conditions,
    span: { offset: start, length: reader.end - start, ...scopes },
  }
}

function spanned<Part>(reader: TokenReader, read: () => Part): { readonly part: Part; readonly span: Span } {
  const { offset } = reader.next
  const part = read()
  return { part, span: { offset, length: reader.end - offset } }
}

function parseAnnotations(reader: TokenReader): readonly Annotation[] {
  const annotations = new Map<string, string | null>()
  while (reader.takeIf('@')) {
    const at = reader.expectKind('identifier', 'the name of an annotation')
    if (annotations.has(at.text)) reader.stop(`the annotation \`${at.text}\` is there twice`, at)
    annotations.set(at.text, parseAnnotationValue(reader))
  }
  return [...annotations].map(([name, value]) => ({ name, value }))
}

function parseAnnotationValue(reader: TokenReader): string | null {
  if (!reader.takeIf('(')) return null
  const value = textOf(reader.expectKind('string', 'a text in quotes'))
  reader.expect(')')
  return value
}

function parseEffect(reader: TokenReader): 'permit' | 'forbid' {
  if (reader.takeIf('permit')) return 'permit'
  if (reader.takeIf('forbid')) return 'forbid'
  return reader.stop('expected `permit` or `forbid`')
}

function parseScope(reader: TokenReader, variable: 'principal' | 'resource'): ScopeConstraint {
  reader.expect(variable)
  if (reader.takeIf('is')) {
    const type = parseType(reader)
    return reader.takeIf('in')
      ? { operator: 'is in', type, entity: parseBracketed(reader, parseEntity) }
      : { operator: 'is', type }
  }
  if (reader.takeIf('==')) return { operator: '==', entity: parseBracketed(reader, parseEntity) }
  if (reader.takeIf('in')) return { operator: 'in', entity: parseBracketed(reader, parseEntity) }
  return { operator: 'any' }
}

function parseActionScope(reader: TokenReader): ActionConstraint {
  reader.expect('action')
  if (reader.takeIf('==')) return { operator: '==', entity: parseBracketed(reader, parseAction) }
  if (reader.takeIf('in')) return { operator: 'in', entities: parseBracketed(reader, parseActions) }
  return { operator: 'any' }
}

function parseActions(reader: TokenReader): readonly EntityUid[] {
  return reader.takeIf('[')
    ? reader.list(']', () => parseBracketed(reader, parseAction))
    : [parseBracketed(reader, parseAction)]
}

function parseAction(reader: TokenReader): EntityUid {
  const at = reader.next
  const uid = parseEntity(reader)
  const isAction = uid.type === 'Action' || uid.type.endsWith('::Action')
  return isAction ? uid : reader.stop(`\`${uid.type}\` is not a type of actions; expected \`Action\``, at)
}

/** Reads something that may stand in round brackets. */
function parseBracketed<Part>(reader: TokenReader, read: (reader: TokenReader) => Part): Part {
  if (!reader.takeIf('(')) return read(reader)
  const part = reader.nested(() => parseBracketed(reader, read))
  reader.expect(')')
  return part
}

function parseCondition(reader: TokenReader): Condition {
  const kind = reader.sees('when') ? 'when' : 'unless'
  if (!reader.sees(kind)) reader.stop('expected `when`, `unless` or `;`')
  const at = reader.take()
  reader.expect('{')
  const expression = parseExpression(reader)
  reader.expect('}')
  if (depthOf(expression) > maxDepth) reader.stop(`this condition is more than ${maxDepth} deep`, at)
  return { kind, expression }
}

/** Counts without recursion, as a chain of attributes may be long. */
function depthOf(expression: Expression): number {
  let deepest = 0
  const left: (readonly [Expression, number])[] = [[expression, 1]]
  for (let next = left.pop(); next !== undefined && deepest <= maxDepth; next = left.pop()) {
    const [current, depth] = next
    const isChain = current.kind === 'and' || current.kind === 'or'
    deepest = Math.max(deepest, depth)
    const inner = isChain ? depth + current.operands.length - 1 : depth + 1
    for (const part of partsOf(current)) left.push([part, inner])
  }
  return deepest
}
