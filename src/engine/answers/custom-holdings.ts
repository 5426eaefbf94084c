import { principalEntityType } from '../../domain/principal.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { CustomPolicy } from '../snapshot/custom-policy.ts'
import type { Holder } from '../snapshot/holders.ts'
import { isVariable, someWithin } from '../snapshot/permission-rows.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { shortType } from '../snapshot/vocabulary.ts'

/** What custom policies add to a principal's holdings in a reach, and what they take. */
export interface CustomHoldings {
  /** The actions on a slot that are permitted everywhere in the reach, without condition. */
  readonly permitted: (slot: number) => number
  /** The actions on a slot that may be forbidden somewhere in the reach, whether to everyone or not. */
  readonly forbidden: (slot: number) => number
  /** Those of them that may be forbidden to the principal and not to another. */
  readonly forbiddenToIt: (slot: number) => number
}

/** Finds what custom policies say of a holder in a reach. */
export function customHoldings(snapshot: Snapshot, holder: Holder, reach: ReachScope): CustomHoldings {
  const permits = policiesFor(snapshot, holder, 'permits').filter(
    (custom) =>
      contains(custom.reach, reach) && custom.policy.conditions.length === 0 && isCertainlyFor(custom, holder),
  )
  const forbids = policiesFor(snapshot, holder, 'forbids').filter(
    (custom) => contains(custom.reach, reach) || contains(reach, custom.reach),
  )
  const personal = forbids.filter((custom) => !isForEveryone(custom))
  return {
    permitted: (slot) => permits.reduce((mask, custom) => mask | certainActionsOn(custom, slot), 0),
    forbidden: (slot) => forbids.reduce((mask, custom) => mask | actionsOn(custom, slot), 0),
    forbiddenToIt: (slot) => personal.reduce((mask, custom) => mask | actionsOn(custom, slot), 0),
  }
}

/** Those for anyone, for the holder, and for its groups. */
function policiesFor(snapshot: Snapshot, holder: Holder, kind: 'permits' | 'forbids'): readonly CustomPolicy[] {
  const own = [holder, ...holder.groups].flatMap(({ customs }) => customs?.[kind] ?? [])
  return [...snapshot.customs.forAnyone[kind], ...own]
}

/** Tells whether a policy can't tell one principal from another. */
const isForEveryone = ({ policy: { principal, conditions } }: CustomPolicy): boolean =>
  principal.operator === 'any' &&
  !conditions.some(({ expression }) => someWithin(expression, (part) => isVariable(part, 'principal')))

/** A policy for one group is found among its members' too, but `==` a group means the group alone. */
function isCertainlyFor({ policy: { principal } }: CustomPolicy, holder: Holder): boolean {
  if (principal.operator === 'any' || principal.operator === 'in') return true
  if (principal.operator !== '==') return false
  const { type, id } = holder.principal
  return principal.entity.id === id && shortType(principal.entity.type) === principalEntityType[type]
}

function contains(outer: ReachScope, inner: ReachScope): boolean {
  if (outer.type === 'account' || inner.type === 'account') return outer.type === inner.type
  return outer.environmentId === 'all' || outer.environmentId === inner.environmentId
}

const actionsOn = (custom: CustomPolicy, slot: number): number =>
  custom.slots === null || custom.slots.includes(slot) ? custom.actions : 0

/** As {@link actionsOn}, for permits: only when the policy names no single resource, and its slot is certain. */
function certainActionsOn(custom: CustomPolicy, slot: number): number {
  const { operator } = custom.policy.resource
  return operator === 'any' || (operator === 'is' && slot !== 0) ? actionsOn(custom, slot) : 0
}
