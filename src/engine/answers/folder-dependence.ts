import { partsOf, type Expression } from '../language/ast.ts'
import type { CustomPolicy } from '../snapshot/custom-policy.ts'
import { shortType } from '../snapshot/vocabulary.ts'

/**
 * What the outcome of a custom policy follows from, besides who asks for which action in what context, wherever the
 * folder that it looks for is found: `nothing` else, the resource's own `attributes`, or also the `place` it lies at.
 */
export type Dependence = 'nothing' | 'attributes' | 'place'

const known = new WeakMap<CustomPolicy, Dependence>()

/** Finds what the outcome of a custom policy follows from; told by its text, so on doubt it is more than it has to be. */
export function dependenceOf(custom: CustomPolicy): Dependence {
  const before = known.get(custom)
  if (before !== undefined) return before
  const { resource, conditions } = custom.restBelow
  const isAnyOfType = resource.operator === 'any' || resource.operator === 'is'
  const found = isAnyOfType ? most(conditions.map(({ expression }) => dependence(expression))) : 'place'
  known.set(custom, found)
  return found
}

const levels: readonly Dependence[] = ['nothing', 'attributes', 'place']

const most = (found: readonly Dependence[]): Dependence =>
  found.reduce((one, other) => (levels.indexOf(other) > levels.indexOf(one) ? other : one), 'nothing')

function dependence(expression: Expression): Dependence {
  switch (expression.kind) {
    case 'variable':
      return expression.name === 'resource' ? 'place' : 'nothing'
    // The resource under its own name.
    case 'entity':
      return ofPlaces.has(shortType(expression.uid.type)) ? 'place' : 'nothing'
    case 'attribute':
      if (isResource(expression.operand)) return ofAttribute(expression.name)
      break
    case 'has':
      if (isResource(expression.operand)) return ofAttribute(expression.path[0] ?? '')
      break
    case 'is':
      // Every resource that is asked about is of one type.
      if (isResource(expression.operand) && expression.within === null) return 'nothing'
      break
  }
  return most(partsOf(expression).map(dependence))
}

const isResource = (expression: Expression): boolean => expression.kind === 'variable' && expression.name === 'resource'

const ofPlaces: ReadonlySet<string> = new Set(['Asset', 'Folder'])

/** What the folder tree says of a resource; whatever else is said of one, somebody read elsewhere. */
const placeAttributes: ReadonlySet<string> = new Set(['ancestor_ids', 'name'])

const ofAttribute = (name: string): Dependence => (placeAttributes.has(name) ? 'place' : 'attributes')
