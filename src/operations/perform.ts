import { refusal, type Need } from '../domain/errors.ts'
import type { ResourceName } from '../domain/entity.ts'
import type { Instant } from '../domain/instant.ts'
import { planOpens, type PlanFeature } from '../domain/plan.ts'
import type { Engine } from '../engine/engine.ts'
import type { Reader, Transaction } from '../store/store.ts'
import type { House } from './house.ts'
import type { Caller, Deed, Operation, Place, Reading, Writing } from './operation.ts'

/** What an operation gave, and the account's revision that holds it. */
export interface Performed<Output> {
  readonly output: Output
  readonly revision: number
}

/**
 * Runs an operation: the one door to everything. Decides on the caller's needs, checks the plan, holds the caller to
 * the escalation rule, and runs the deed; a change is one transaction, decided at the very revision it is written on.
 *
 * @throws Refusal
 */
export function perform<Input, Output>(
  house: House,
  caller: Caller,
  operation: Operation<Input, Output>,
  input: Input,
): Promise<Performed<Output>> {
  return operation.kind === 'reading'
    ? performReading(house, caller, operation, input)
    : performWriting(house, caller, operation, input)
}

/**
 * Says whether {@link perform} would let the caller in, with the same code, and without running anything. The escalation
 * rule and the plan depend on more than the input and are tried by the deed itself.
 */
export async function preview<Input, Output>(
  house: House,
  caller: Caller,
  operation: Operation<Input, Output>,
  input: Input,
): Promise<readonly Need[]> {
  const engine = await house.accounts.engineOf(caller.accountId)
  return findUnmetNeeds(caller, operation, input, engine, house.clock())
}

async function performReading<Input, Output>(
  house: House,
  caller: Caller,
  operation: Reading<Input, Output>,
  input: Input,
): Promise<Performed<Output>> {
  const engine = await house.accounts.engineOf(caller.accountId)
  const at = house.clock()
  authorize(house, caller, operation, input, engine, at)
  const output = await operation.run(input, deedOf(house, caller, engine, at, house.store as Reader))
  return { output, revision: engine.revision }
}

async function performWriting<Input, Output>(
  house: House,
  caller: Caller,
  operation: Writing<Input, Output>,
  input: Input,
): Promise<Performed<Output>> {
  const at = house.clock()
  // A refusal costs no transaction; what passes is decided again below, on the revision that it will change.
  authorize(house, caller, operation, input, await house.accounts.engineOf(caller.accountId), at)
  const attribution = { by: caller.by, operation: operation.name, requestId: caller.requestId, at }
  const { result, entry } = await house.store.transact(caller.accountId, attribution, async (transaction) => {
    const engine = await house.accounts.atLeast(caller.accountId, transaction.revision - 1)
    authorize(house, caller, operation, input, engine, at)
    const deed = deedOf(house, caller, engine, at, transaction)
    await holdToRules(operation, input, deed)
    return operation.run(input, deed)
  })
  if (entry !== null) await house.accounts.applied(entry)
  const engine = await house.accounts.engineOf(caller.accountId)
  return { output: result, revision: engine.revision }
}

function deedOf<R extends Reader>(house: House, caller: Caller, engine: Engine, at: Instant, store: R): Deed<R> {
  return {
    house,
    caller,
    at,
    engine,
    store,
    may: (action, place) => mayDo(caller, engine, at, action, place),
    requirePlan: (feature) => requirePlan(engine, feature),
  }
}

function mayDo(caller: Caller, engine: Engine, at: Instant, action: string, place: Place): boolean {
  if (caller.by.type === 'operator') return true
  return engine.decide({ principal: caller.by, action, ...place, at }).outcome === 'allow'
}

/** @throws Refusal `denied` with the needs that aren't met */
function authorize<Input, Output>(
  house: House,
  caller: Caller,
  operation: Operation<Input, Output>,
  input: Input,
  engine: Engine,
  at: Instant,
): void {
  const needs = findUnmetNeeds(caller, operation, input, engine, at)
  if (needs.length === 0 && operation.access.type !== 'operator') return
  if (caller.by.type === 'operator') return
  noteRefusal(
    house,
    caller,
    operation.name,
    needs.map(({ action, resource }) => `${action} ${resource.type}`).join(', '),
  )
  throw refusal('denied', undefined, { denial: { needs, lacks: [] } })
}

function findUnmetNeeds<Input, Output>(
  caller: Caller,
  { access }: Operation<Input, Output>,
  input: Input,
  engine: Engine,
  at: Instant,
): readonly Need[] {
  const { by } = caller
  if (access.type !== 'requires' || by.type === 'operator') return []
  return access.needs.flatMap(({ action, of }) =>
    of(input, caller, engine)
      .filter((place) => !isMet(caller, engine, at, action, place))
      .map(({ resource, scope }) => ({ action, resource, scope })),
  )
}

/**
 * A need is met by an allow; or, of a resource that doesn't exist, by an allow for its type as a whole, so that the deed
 * may say that it doesn't. Who could not read it all can't tell absent from forbidden (settled decision 3).
 */
function isMet(caller: Caller, engine: Engine, at: Instant, action: string, place: Place): boolean {
  if (caller.by.type === 'operator') return true
  const request = { principal: caller.by, action, at, scope: place.scope }
  const decision = engine.decide({ ...request, resource: place.resource })
  if (decision.outcome === 'allow') return true
  const isUnknown = decision.gates.some(({ gate, isPassed }) => gate === 'resource_known' && !isPassed)
  if (!isUnknown) return false
  return engine.decide({ ...request, resource: asType(place.resource) }).outcome === 'allow'
}

const asType = (resource: ResourceName): ResourceName =>
  resource.type === 'Folder' || resource.type === 'Asset'
    ? { type: resource.type, within: null }
    : { type: resource.type, id: null }

/** The plan, then the escalation rule: nobody causes anyone to gain what they don't hold themselves. */
async function holdToRules<Input, Output>(
  operation: Writing<Input, Output>,
  input: Input,
  deed: Deed<Transaction>,
): Promise<void> {
  const { house, caller, engine, at } = deed
  for (const feature of operation.plan?.(input) ?? []) requirePlan(engine, feature)
  if (caller.by.type === 'operator' || operation.gains === undefined) return
  const lacks = engine.findLacks(caller.by, await operation.gains(input, deed), at)
  if (lacks.length === 0) return
  noteRefusal(house, caller, operation.name, 'the escalation rule')
  throw refusal('denied', undefined, { denial: { needs: [], lacks } })
}

function requirePlan(engine: Engine, feature: PlanFeature): void {
  const { account } = engine.snapshot
  if (account === null || !planOpens(account, feature)) throw refusal('plan_lacks', { feature })
}

function noteRefusal(house: House, caller: Caller, operation: string, why: string): void {
  const { accountId, by, requestId } = caller
  house.onRefusal({ operation, accountId, by: `${by.type}:${by.id}`, requestId, why })
}
