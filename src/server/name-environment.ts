import { environmentId, type AccountId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Principal } from '../domain/principal.ts'
import type { Scope } from '../domain/scope.ts'
import type { Engine } from '../engine/engine.ts'
import type { House } from '../operations/house.ts'

/** Who is told, at one instant, before one engine. */
interface Naming {
  readonly house: Pick<House, 'store'>
  readonly engine: Engine
  readonly accountId: AccountId
  readonly by: Principal
  readonly at: Instant
}

/**
 * Finds what the environment of a scope is called, for whoever may know: those to whom it is open, and those who may read it.
 *
 * @returns null for everyone else, and where there is no such environment
 */
export async function nameEnvironment(scope: Scope, naming: Naming): Promise<string | null> {
  if (scope.type === 'account' || !mayKnow(scope.environmentId, naming)) return null
  const { house, accountId } = naming
  // A denial is told whatever the store is able to do.
  const found = await house.store.find('environment', { accountId, id: scope.environmentId }).catch(() => undefined)
  return found?.name ?? null
}

function mayKnow(id: string, { engine, by, at }: Naming): boolean {
  const { holders, environments } = engine.snapshot
  const holder = holders.find(by)
  const number = environments.number(id)
  const isOfPlaces = by.type === 'user' || by.type === 'api_key'
  if (holder?.isActive !== true || number === 0) return false
  if (isOfPlaces && (holder.opensAllEnvironments || holder.environments.includes(number))) return true
  const resource = { type: 'ProductEnvironment', id: environmentId(id) }
  return engine.decide({ principal: by, action: 'read', resource, scope: { type: 'account' }, at }).outcome === 'allow'
}
