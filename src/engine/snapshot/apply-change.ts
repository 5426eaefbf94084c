import type { Change } from '../../domain/change.ts'
import { principal } from '../../domain/principal.ts'
import type { AssignmentRecord, Records } from '../../domain/records.ts'
import { target, type Target } from './assignment-runs.ts'
import type { Contents } from './contents.ts'
import { join, leave } from './holders.ts'

/**
 * Applies one record's change to a snapshot, in place. Changes arrive in the order of the change log; a record may name
 * another that arrives later only where the store's own order of loading does (a folder before its parent). Assignments
 * come after everything they name and go before it.
 */
export function applyChange(snapshot: Contents, change: Change): void {
  switch (change.noun) {
    case 'account':
      snapshot.account = change.after
      return
    case 'environment':
      return applyEnvironment(snapshot, change.before, change.after)
    case 'user':
    case 'group':
    case 'api_key':
    case 'account_key':
      return applyPrincipal(snapshot, change)
    case 'membership':
      return applyMembership(snapshot, change.before, change.after)
    case 'environment_access':
      return applyAccess(snapshot, change.before, change.after)
    case 'role':
      if (change.after === null) snapshot.roles.delete(change.before?.id ?? '')
      else snapshot.roles.put({ ...change.after, management: 'custom' })
      return
    case 'custom_policy':
      return snapshot.customs.put(change.before, change.after)
    case 'assignment':
      if (change.before !== null) removeAssignment(snapshot, change.before)
      if (change.after !== null) addAssignment(snapshot, change.after)
      return
    case 'folder':
      return applyFolder(snapshot, change.before, change.after)
    case 'collection':
      if (change.after === null) snapshot.collections.delete(change.before?.id ?? '')
      else
        snapshot.collections.put(
          change.after.id,
          snapshot.environments.obtain(change.after.environmentId),
          change.after,
        )
      return
    // What a library holds is described by whoever asks about it.
    default:
      return
  }
}

type Before<N extends keyof Records> = Records[N] | null

function applyEnvironment(snapshot: Contents, before: Before<'environment'>, after: Before<'environment'>): void {
  if (after !== null) snapshot.environments.put(after.id, after.isEnabled)
  else if (before !== null) snapshot.environments.delete(before.id)
}

function applyPrincipal(
  snapshot: Contents,
  change: Extract<Change, { noun: 'user' | 'group' | 'api_key' | 'account_key' }>,
): void {
  const record = change.after ?? change.before
  if (record === null) return
  const named = principal(change.noun, record.id)
  if (change.after === null) return snapshot.removePrincipal(named)
  const holder = snapshot.holder(named)
  holder.isKnown = true
  switch (change.noun) {
    case 'user':
      holder.isActive = change.after.isEnabled && !change.after.isPending
      holder.opensAllEnvironments = change.after.hasAllEnvironments
      return
    case 'api_key':
      holder.isActive = change.after.isEnabled
      holder.environments = [snapshot.environments.obtain(change.after.environmentId)]
      return
    case 'account_key':
      holder.isActive = change.after.isEnabled
      holder.opensAllEnvironments = true
      return
    case 'group':
      holder.isActive = true
      holder.opensAllEnvironments = true
  }
}

function applyMembership(snapshot: Contents, before: Before<'membership'>, after: Before<'membership'>): void {
  const record = after ?? before
  if (record === null) return
  const user = principal('user', record.userId)
  const group = principal('group', record.groupId)
  if (after !== null) return join(snapshot.holder(user), snapshot.holder(group))
  const [member, left] = [snapshot.holders.find(user), snapshot.holders.find(group)]
  if (member !== undefined && left !== undefined) leave(member, left)
}

function applyAccess(
  snapshot: Contents,
  before: Before<'environment_access'>,
  after: Before<'environment_access'>,
): void {
  const record = after ?? before
  if (record === null) return
  const named = principal('user', record.userId)
  const user = after === null ? snapshot.holders.find(named) : snapshot.holder(named)
  if (user === undefined) return
  const environment = snapshot.environments.obtain(record.environmentId)
  const others = user.environments.filter((one) => one !== environment)
  user.environments = after === null ? others : [...others, environment]
}

function applyFolder(snapshot: Contents, before: Before<'folder'>, after: Before<'folder'>): void {
  if (after === null) {
    if (before !== null) snapshot.folders.delete(before.id)
    return
  }
  snapshot.folders.put(after.id, snapshot.environments.obtain(after.environmentId), after.parentId, after.name)
}

/** An assignment, as far as it matters here. */
export type PlacedAssignment = Pick<AssignmentRecord, 'principal' | 'roleId' | 'reach' | 'parameter' | 'expiresAt'>

/** Adds an assignment to the run of its holder. */
export function addAssignment(snapshot: Contents, record: PlacedAssignment): void {
  const at = targetOf(snapshot, record)
  if (at === null) return
  const role = snapshot.roles.number(record.roleId)
  snapshot.runs.add(snapshot.holder(record.principal).run, at, role, record.expiresAt)
}

/** Takes an assignment out of the run of its holder. */
export function removeAssignment(snapshot: Contents, record: PlacedAssignment): void {
  const at = targetOf(snapshot, record)
  const holder = snapshot.holders.find(record.principal)
  if (at === null || holder === undefined) return
  snapshot.runs.remove(holder.run, at, snapshot.roles.number(record.roleId), record.expiresAt)
}

/**
 * Where an assignment counts. Content roles count on their folder or collection, whose environment the reach must have.
 *
 * @returns null for an assignment that can't take effect: it is kept, and does nothing (facts 1.2)
 */
export function targetOf(
  snapshot: Contents,
  { principal: of, roleId, reach, parameter }: PlacedAssignment,
): Target | null {
  const role = snapshot.roles.find(roleId)
  if (role === undefined || role.level !== reach.type || role.kind !== (parameter?.type ?? 'global')) return null
  // An API key belongs to its environment; a role of the account on it has no effect.
  if (reach.type === 'account') return parameter === null && of.type !== 'api_key' ? target('account', 0) : null
  const environment = reach.environmentId === 'all' ? 0 : snapshot.environments.obtain(reach.environmentId)
  if (parameter === null) return target('environment', environment)
  const places = parameter.type === 'folder' ? snapshot.folders : snapshot.collections
  const number = places.number(parameter.id)
  const own = places.environment(number)
  return own === 0 || (environment !== 0 && environment !== own) ? null : target(parameter.type, number)
}
