import { reaches, type Scope } from '../../domain/scope.ts'
import type { Expression, Policy } from '../language/ast.ts'
import type { CustomPolicy } from '../snapshot/custom-policy.ts'
import { isVariable, someWithin } from '../snapshot/permission-rows.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

/** What changes above a folder by a move: the ids that come to lie above it, and those that no longer do. */
export interface ChangedAncestors {
  readonly gained: ReadonlySet<string>
  readonly lost: ReadonlySet<string>
}

/**
 * Finds the custom policies in force that may give somebody more in a folder by a move of it: permits that look for a
 * folder that comes to lie above it, forbids that look for one that no longer does. Conservative: a policy that speaks of
 * one of these folders in any other way is among them too, and so is one that compares ancestors with the context.
 */
export function findMovedPolicies(
  snapshot: Snapshot,
  scope: Scope,
  changed: ChangedAncestors,
): readonly CustomPolicy[] {
  return [...snapshot.customs.all()].filter((custom) => reaches(custom.reach, scope) && mayGive(custom, changed))
}

function mayGive({ isForbid, ancestor, rest, restBelow }: CustomPolicy, { gained, lost }: ChangedAncestors): boolean {
  if (ancestor !== null && (isForbid ? lost : gained).has(ancestor)) return true
  return speaksOf(ancestor === null ? rest : restBelow, (id) => gained.has(id) || lost.has(id))
}

function speaksOf({ resource, conditions }: Policy, isChanged: (id: string) => boolean): boolean {
  if ((resource.operator === 'in' || resource.operator === 'is in') && isChanged(resource.entity.id)) return true
  const some = (test: (part: Expression) => boolean): boolean =>
    conditions.some(({ expression }) => someWithin(expression, test))
  const comparesWithContext =
    some((part) => part.kind === 'attribute' && part.name === 'ancestor_ids') &&
    some((part) => isVariable(part, 'context'))
  return comparesWithContext || some((part) => isIdOf(part, isChanged))
}

const isIdOf = (part: Expression, isChanged: (id: string) => boolean): boolean =>
  (part.kind === 'literal' && typeof part.value === 'string' && isChanged(part.value)) ||
  (part.kind === 'entity' && isChanged(part.uid.id))
