import type { ReachScope } from '../../domain/scope.ts'
import type { EnvironmentId } from '../../domain/ids.ts'
import type { Transaction } from '../../store/store.ts'
import { inAccount, type CausedGain, type Deed } from '../operation.ts'

/**
 * Where a denial says that something would be gained whose place the caller didn't name: no folder, nor an environment that the
 * caller may not see.
 */
export function shownFor(reach: ReachScope, deed: Deed<Transaction>): NonNullable<CausedGain['shownAt']> {
  const isHidden = reach.type === 'environment' && reach.environmentId !== 'all' && !mayRead(reach.environmentId, deed)
  return { reach: isHidden ? { type: 'environment', environmentId: 'all' } : reach, parameter: null }
}

const mayRead = (id: EnvironmentId, deed: Deed<Transaction>): boolean =>
  deed.may('read', inAccount('ProductEnvironment', id))
