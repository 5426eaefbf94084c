import type { ChangeEntry } from '../domain/change.ts'
import { refusal, type Lack, type Refusal } from '../domain/errors.ts'
import type { Principal } from '../domain/principal.ts'
import { planOpens, type PlanFeature } from '../domain/plan.ts'
import type { Engine } from '../engine/engine.ts'
import { AccountUnknown, StoreUnavailable } from '../store/errors.ts'
import type { Reader, Transaction } from '../store/store.ts'
import { authorize, findUnmetNeeds, may, noteRefusal, sees, type Asking } from './authorize.ts'
import type { House } from './house.ts'
import type { Caller, CausedGain, Deed, Operation, Preparing, Reading, Writing } from './operation.ts'
import { findVersion, holdToVersion } from './versions.ts'

/** What an operation gave, and a revision of the account that it is at least as new as; of a change: the one it made. */
export interface Performed<Output> {
  readonly output: Output
  readonly revision: number
  /** Of the record that the operation is about: the revision of its last change; null when there is none. */
  readonly version: number | null
}

/**
 * Runs an operation: the one door to everything. Decides on the caller's needs, checks the plan, holds the caller to
 * the escalation rule, and runs the deed; a change is one transaction, decided at the very revision it is written on.
 *
 * @throws Refusal
 */
export async function perform<Input, Output>(
  house: House,
  caller: Caller,
  operation: Operation<Input, Output>,
  input: Input,
): Promise<Performed<Output>> {
  try {
    return operation.kind === 'reading'
      ? await performReading(house, caller, operation, input)
      : await performWriting(house, caller, operation, input)
  } catch (error) {
    if (!(error instanceof AccountUnknown)) throw error
    // As in an account where the caller is nobody.
    throw refusal('denied', undefined, { denial: { needs: [], lacks: [] }, cause: error })
  }
}

/**
 * Says whether {@link perform} would let the caller in, with the same code, and without running anything: the needs of the
 * operation, then what its input needs of the plan. The escalation rule, and what depends on stored facts, is tried by
 * the deed itself.
 *
 * @returns the refusal that `perform` would throw; null when there is none
 */
export async function preview<Input, Output>(
  house: House,
  caller: Caller,
  operation: Operation<Input, Output>,
  input: Input,
): Promise<Refusal | null> {
  const engine = await house.accounts.engineOf(caller.accountId)
  const asking: Asking = { house, caller, engine, at: house.clock() }
  const loaded = await operation.load?.(input, { ...asking, store: house.store })
  const needs = findUnmetNeeds(asking, operation, input, loaded)
  const isClosed = operation.access.type === 'operator' && caller.by.type !== 'operator'
  if (needs.length > 0 || isClosed) return refusal('denied', undefined, { denial: { needs, lacks: [] } })
  const refused = caller.by.type === 'operator' ? null : (operation.refuses?.of(input, caller, loaded) ?? null)
  if (refused !== null) return refused
  const features = operation.kind === 'writing' ? (operation.plan?.(input) ?? []) : []
  const lacking = features.find((feature) => !hasFeature(engine, feature))
  return lacking === undefined ? null : refusal('plan_lacks', { feature: lacking })
}

async function performReading<Input, Output>(
  house: House,
  caller: Caller,
  operation: Reading<Input, Output>,
  input: Input,
): Promise<Performed<Output>> {
  const engine = await house.accounts.atLeast(caller.accountId, operation.atLeast?.(input) ?? 0)
  const asking: Asking = { house, caller, engine, at: house.clock() }
  // The engine may go on while the store is read: what is read then is newer, never older.
  const { revision } = engine
  const loaded = await operation.load?.(input, { ...asking, store: house.store })
  authorize(asking, operation, input, loaded)
  // Read before the record: should it change in between, a later write finds this version outdated.
  const version = await findVersion(house.store, caller, operation, input)
  return { output: await operation.run(input, deedOf<Reader>(asking, house.store), loaded), revision, version }
}

async function performWriting<Input, Output>(
  house: House,
  caller: Caller,
  operation: Writing<Input, Output>,
  sent: Input,
): Promise<Performed<Output>> {
  const at = house.clock()
  let input = sent
  let written: Written<Output>
  try {
    // A refusal costs no transaction; what passes is decided again, on the revision that it will change.
    const before: Asking = { house, caller, engine: await house.accounts.engineOf(caller.accountId), at }
    authorize(before, operation, sent, await operation.load?.(sent, { ...before, store: house.store }))
    // Its declaration holds it to the type of the input.
    input = ((await operation.prepare?.(sent, { house, caller, at })) ?? sent) as Input
    written = await write({ house, caller, at }, operation, input)
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) await operation.abandon?.(input, { house, caller, at })
    throw error
  }
  if (written.entry !== null) await house.accounts.applied(written.entry)
  return written.performed
}

interface Written<Output> {
  readonly performed: Performed<Output>
  readonly entry: ChangeEntry | null
}

/** Runs a deed in its transaction. */
async function write<Input, Output>(
  preparing: Preparing,
  operation: Writing<Input, Output>,
  input: Input,
): Promise<Written<Output>> {
  const { house, caller, at } = preparing
  const { accountId, by, requestId } = caller
  const { accounts, store } = house
  const attribution = { by, operation: operation.name, requestId, at }
  let standing = 0
  let version: number | null = null
  const { result, entry } = await store.transact(accountId, attribution, async (transaction) => {
    standing = transaction.revision - 1
    const asking: Asking = { house, caller, engine: await accounts.exactly(accountId, standing), at }
    const loaded = await operation.load?.(input, { ...asking, store: transaction })
    authorize(asking, operation, input, loaded)
    const deed = deedOf(asking, transaction)
    await holdToVersion(transaction, caller, operation, input)
    await holdToRules(asking, operation, { input, deed, loaded })
    const output = await operation.run(input, deed, loaded)
    version = await findVersion(transaction, caller, operation, input)
    return output
  })
  return { performed: { output: result, revision: entry?.revision ?? standing, version }, entry }
}

function deedOf<R extends Reader>(asking: Asking, store: R): Deed<R> {
  const { house, caller, engine, at } = asking
  return {
    house,
    caller,
    at,
    engine,
    store,
    may: (action, place) => may(asking, action, place),
    sees: (place) => sees(asking, place),
    requirePlan: (feature) => requirePlan(engine, feature),
  }
}

/** The plan, then the escalation rule: nobody causes anyone to gain what they don't hold themselves. */
async function holdToRules<Input, Output>(
  asking: Asking,
  operation: Writing<Input, Output>,
  { input, deed, loaded }: { readonly input: Input; readonly deed: Deed<Transaction>; readonly loaded: unknown },
): Promise<void> {
  const { by } = asking.caller
  for (const feature of operation.plan?.(input) ?? []) requirePlan(asking.engine, feature)
  if (by.type === 'operator' || operation.gains === undefined) return
  const gains = await operation.gains(input, deed, loaded)
  const found = by.type === 'preset' ? [] : gains.flatMap((caused) => lacksOf(asking, by, caused))
  const lacks = [...new Map(found.map((lack) => [JSON.stringify(lack), lack])).values()]
  // A preset holds nothing that it could give.
  if (lacks.length === 0 && (by.type !== 'preset' || gains.length === 0)) return
  noteRefusal(asking, operation.name, 'the escalation rule')
  throw refusal('denied', undefined, { denial: { needs: [], lacks } })
}

function lacksOf({ engine, at }: Asking, giver: Principal, { gain, shownAt }: CausedGain): readonly Lack[] {
  const lacks = engine.findLacks(giver, [gain], at)
  return shownAt === undefined ? lacks : lacks.map((lack) => ({ ...lack, ...shownAt }))
}

function requirePlan(engine: Engine, feature: PlanFeature): void {
  if (!hasFeature(engine, feature)) throw refusal('plan_lacks', { feature })
}

function hasFeature(engine: Engine, feature: PlanFeature): boolean {
  const { account } = engine.snapshot
  return account !== null && planOpens(account, feature)
}
