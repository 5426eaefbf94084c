import type { Instant } from '../../domain/instant.ts'
import type { Principal } from '../../domain/principal.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { holdingsAt } from './holdings.ts'

/** What is asked of every resource of a type. */
export interface AllQuestion {
  readonly action: string
  readonly resourceType: string
  readonly at: Instant
}

/**
 * Tells whether a principal certainly may do something to every resource of a type in the account's own scope, whatever
 * else is known of it. False also where only single decisions can tell: then each resource has to be asked about.
 */
export function holdsAll(snapshot: Snapshot, principal: Principal, { action, resourceType, at }: AllQuestion): boolean {
  const { vocabulary } = snapshot
  const { certain, forbidden } = holdingsAt(snapshot, principal, { reach: { type: 'account' }, parameter: null }, at)
  const slot = vocabulary.slot(resourceType, null)
  return (certain(slot) & ~forbidden(slot) & vocabulary.actionBit(action)) !== 0
}
