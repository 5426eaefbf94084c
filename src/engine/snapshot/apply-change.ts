import type { Change } from '../../domain/change.ts'
import { principal } from '../../domain/principal.ts'
import type { AssignmentRecord, Records } from '../../domain/records.ts'
import { target, type Target } from './assignment-runs.ts'
import { join, leave } from './holders.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Applies one record's change to a snapshot, in place. Changes arrive in the order of the change log; a record may name
 * another that arrives later only where the store's own order of loading does (a folder before its parent).
 */
export function applyChange(snapshot: Snapshot, change: Change): void {
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
  }
}

type Before<N extends keyof Records> = Records[N] | null

function applyEnvironment(snapshot: Snapshot, before: Before<'environment'>, after: Before<'environment'>): void {
  if (after !== null) snapshot.environments.put(after.id, after.isEnabled)
  else if (before !== null) snapshot.environments.delete(before.id)
}

function applyPrincipal(
  snapshot: Snapshot,
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

function applyMembership(snapshot: Snapshot, before: Before<'membership'>, after: Before<'membership'>): void {
  const record = after ?? before
  if (record === null) return
  const user = snapshot.holder(principal('user', record.userId))
  const group = snapshot.holder(principal('group', record.groupId))
  if (after === null) leave(user, group)
  else join(user, group)
}

function applyAccess(
  snapshot: Snapshot,
  before: Before<'environment_access'>,
  after: Before<'environment_access'>,
): void {
  const record = after ?? before
  if (record === null) return
  const user = snapshot.holder(principal('user', record.userId))
  const environment = snapshot.environments.obtain(record.environmentId)
  const others = user.environments.filter((one) => one !== environment)
  user.environments = after === null ? others : [...others, environment]
}

function applyFolder(snapshot: Snapshot, before: Before<'folder'>, after: Before<'folder'>): void {
  if (after === null) {
    if (before !== null) snapshot.folders.delete(before.id)
    return
  }
  snapshot.folders.put(after.id, snapshot.environments.obtain(after.environmentId), after.parentId, after.name)
}

function addAssignment(snapshot: Snapshot, record: AssignmentRecord): void {
  const role = snapshot.roles.obtain(record.roleId)
  snapshot.runs.add(snapshot.holder(record.principal).run, targetOf(snapshot, record), role, record.expiresAt)
}

function removeAssignment(snapshot: Snapshot, record: AssignmentRecord): void {
  const role = snapshot.roles.obtain(record.roleId)
  snapshot.runs.remove(snapshot.holder(record.principal).run, targetOf(snapshot, record), role)
}

/** Content roles count on their folder or collection, which lies in one environment; the reach adds nothing there. */
function targetOf(snapshot: Snapshot, record: AssignmentRecord): Target {
  if (record.parameter?.type === 'folder') return target('folder', snapshot.folders.obtain(record.parameter.id))
  if (record.parameter?.type === 'collection')
    return target('collection', snapshot.collections.obtain(record.parameter.id))
  if (record.reach.type === 'account') return target('account', 0)
  const { environmentId } = record.reach
  return target('environment', environmentId === 'all' ? 0 : snapshot.environments.obtain(environmentId))
}
