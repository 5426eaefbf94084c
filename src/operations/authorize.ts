import type { ResourceName } from '../domain/entity.ts'
import { refusal, type Need } from '../domain/errors.ts'
import { environmentId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { principal, type Principal } from '../domain/principal.ts'
import { isAccountMasterAdmin } from '../engine/answers/holdings.ts'
import type { Engine } from '../engine/engine.ts'
import type { House } from './house.ts'
import type { Caller, Operation, Place } from './operation.ts'
import { presetMay } from './preset-rights.ts'

/** A caller at one instant, before one engine. */
export interface Asking {
  readonly house: House
  readonly caller: Caller
  readonly engine: Engine
  readonly at: Instant
}

/**
 * Lets a caller in who holds everything that an operation needs for an input, and whom its own rule doesn't stop.
 *
 * @throws Refusal `denied`, or that of the rule
 */
export function authorize<Input, Output>(
  asking: Asking,
  operation: Operation<Input, Output>,
  input: Input,
  loaded: unknown,
): void {
  if (asking.caller.by.type === 'operator') return
  const needs = findUnmetNeeds(asking, operation, input, loaded)
  if (needs.length === 0 && operation.access.type !== 'operator') {
    const refused = operation.refuses?.of(input, asking.caller, loaded) ?? null
    if (refused === null) return
    noteRefusal(asking, operation.name, refused.code)
    throw refused
  }
  const why = needs.map(({ action, resource }) => `${action} ${resource.type}`).join(', ')
  noteRefusal(asking, operation.name, why)
  throw refusal('denied', undefined, { denial: { needs, lacks: [] } })
}

/**
 * Finds the needs of an operation that the caller doesn't meet. Of what it couldn't read they name no more than the type,
 * and those that depend on what is there are left out where others are unmet: so they are the same whether it exists or not.
 */
export function findUnmetNeeds<Input, Output>(
  asking: Asking,
  { access }: Operation<Input, Output>,
  input: Input,
  loaded: unknown,
): readonly Need[] {
  const { caller, engine } = asking
  const { by } = caller
  if (access.type !== 'requires' || by.type === 'operator') return []
  const needs: Need[] = []
  for (const { action, of, isTelling } of access.needs) {
    if (isTelling === true && needs.length > 0) continue
    for (const place of of(input, caller, engine, loaded)) {
      if (isHeld(asking, action, place)) continue
      needs.push({ action, ...(mayBeNamed(asking, place) ? place : asAnyOf(place)) })
    }
  }
  return [...new Map(needs.map((need) => [JSON.stringify(need), need])).values()]
}

/** Tells whether the caller may do something somewhere. */
export function may({ caller, engine, at }: Asking, action: string, place: Place): boolean {
  const { by } = caller
  if (by.type === 'operator') return true
  if (by.type === 'preset') return presetMay(engine, caller.preset, action, place)
  return engine.decide({ principal: by, action, ...place, at }).outcome === 'allow'
}

/** Tells whether the caller may know if a resource exists: it could read it, or holds everything in the account. */
export function sees(asking: Asking, place: Place): boolean {
  return seesAll(asking) || isHeld(asking, 'read', place)
}

/** Tells whether there is nothing in the account that the caller may not know: the operator, and the Master Admins. */
export const seesAll = ({ caller: { by }, engine, at }: Asking): boolean =>
  by.type === 'operator' || (by.type !== 'preset' && isAccountMasterAdmin(engine.snapshot, by, at))

/** Writes a refused access to the log. */
export function noteRefusal({ house, caller }: Asking, operation: string, why: string): void {
  const { accountId, by, requestId } = caller
  house.onRefusal({ operation, accountId, by: `${by.type}:${by.id}`, requestId, why })
}

/** The type of a resource as a whole, in its place. */
export const asType = (resource: ResourceName): ResourceName =>
  resource.type === 'Folder' || resource.type === 'Asset'
    ? { type: resource.type, within: null }
    : { type: resource.type, id: null }

/** Tells whether the caller, who isn't the operator, meets a need. */
function isHeld(asking: Asking, action: string, place: Place): boolean {
  const { by } = asking.caller
  if (by.type === 'operator' || by.type === 'preset') return may(asking, action, place)
  return isMet(asking, by, action, place)
}

/**
 * A need is met by an allow; or, of a resource that doesn't exist, by an allow for its type as a whole, so that the deed
 * may say that it doesn't. Who could not read it all can't tell absent from forbidden (settled decision 3).
 */
function isMet({ engine, at }: Asking, by: Principal, action: string, place: Place): boolean {
  const request = { principal: by, action, at, scope: place.scope }
  const decision = engine.decide({ ...request, resource: place.resource })
  if (decision.outcome === 'allow') return true
  const isUnknown = decision.gates.some(({ gate, isPassed }) => gate === 'resource_known' && !isPassed)
  return isUnknown && engine.decide({ ...request, resource: asType(place.resource) }).outcome === 'allow'
}

/** An unknown API key is asked about in every environment, of which the caller may see only some. */
function mayBeNamed(asking: Asking, place: Place): boolean {
  const { resource } = place
  // Features are no secret: the catalogue lists them all.
  if (resource.type === 'Feature') return true
  const isSeen = sees(asking, place)
  if (!isSeen || resource.type !== 'APIKey' || !('id' in resource)) return isSeen
  return asking.engine.snapshot.holders.find(principal('api_key', resource.id ?? ''))?.isKnown === true
}

/** In which environment an API key is would tell that it exists; who holds something in all of them needs no more. */
const asAnyOf = ({ resource, scope }: Place): Place => ({
  resource: asType(resource),
  scope: resource.type === 'APIKey' ? { type: 'environment', environmentId: environmentId('all') } : scope,
})
