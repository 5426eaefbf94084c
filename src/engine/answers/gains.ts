import type { Lack } from '../../domain/errors.ts'
import type { PermissionId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Principal } from '../../domain/principal.ts'
import type { CustomPolicyRecord } from '../../domain/records.ts'
import type { Parameter } from '../../domain/role.ts'
import type { ReachScope } from '../../domain/scope.ts'
import { readCustomPolicy, type CustomPolicy } from '../snapshot/custom-policy.ts'
import type { PermissionRow } from '../snapshot/permission-rows.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { holdingsAt, isAccountMasterAdmin } from './holdings.ts'

/** Something that somebody would come to hold somewhere: permissions of a role, or what a custom policy says. */
export type Gain =
  | {
      readonly type: 'permissions'
      readonly permissionIds: readonly PermissionId[]
      readonly reach: ReachScope
      readonly parameter: Parameter | null
    }
  | {
      readonly type: 'policy'
      readonly policy: Pick<CustomPolicyRecord, 'id' | 'reach' | 'statement'>
      /** The folder in which it comes to count, of folders and assets alone; absent: wherever it says. */
      readonly within?: Parameter
    }

/**
 * Finds what a giver doesn't hold of what it would give (settled decision 4). Conservative: what the engine can't show
 * to be held counts as lacking. The account's Master Admin holds everything in the account.
 *
 * @returns empty when the giver may give it all
 */
export function findLacks(snapshot: Snapshot, giver: Principal, gains: readonly Gain[], at: Instant): readonly Lack[] {
  if (gains.length === 0 || isAccountMasterAdmin(snapshot, giver, at)) return []
  return gains.flatMap((gain) =>
    gain.type === 'permissions'
      ? lacksOfPermissions(snapshot, giver, gain, at)
      : lacksOfPolicy(snapshot, giver, gain, at),
  )
}

function lacksOfPermissions(
  snapshot: Snapshot,
  giver: Principal,
  { permissionIds, reach, parameter }: Extract<Gain, { type: 'permissions' }>,
  at: Instant,
): readonly Lack[] {
  const { certain, forbiddenToIt, permissionIds: held } = holdingsAt(snapshot, giver, { reach, parameter }, at)
  return permissionIds.flatMap((permissionId) => {
    const holds = held.has(permissionId) ? () => -1 : certain
    const rows = snapshot.roles.rowsOf(permissionId)
    const missing = rows.flatMap((row) => missingOf(row, (slot) => holds(slot) & ~forbiddenToIt(slot)))
    return nameMissing(snapshot, missing).map((lack) => ({ ...lack, permissionId, reach, parameter }))
  })
}

interface Missing {
  readonly slot: number
  readonly actions: number
}

const missingOf = (
  { slots, actions }: Pick<PermissionRow, 'actions' | 'slots'>,
  held: (slot: number) => number,
): readonly Missing[] =>
  slots.map((slot) => ({ slot, actions: actions & ~held(slot) })).filter(({ actions: missing }) => missing !== 0)

/**
 * A custom policy of either effect: making a permit, or removing a forbid, gives what it speaks of. What is forbidden to
 * everyone stays forbidden to whoever gains a permit, and so is no matter there; whoever takes a forbid away must be
 * free of all of them.
 */
function lacksOfPolicy(
  snapshot: Snapshot,
  giver: Principal,
  { policy, within }: Extract<Gain, { type: 'policy' }>,
  at: Instant,
): readonly Lack[] {
  const custom = readCustomPolicy(policy, snapshot)
  const parameter = within ?? folderOf(snapshot, custom)
  const { certain, forbidden, forbiddenToIt } = holdingsAt(snapshot, giver, { reach: policy.reach, parameter }, at)
  const taken = custom.isForbid ? forbidden : forbiddenToIt
  const actions = custom.actions & snapshot.vocabulary.allActions
  const slots = slotsOf(snapshot, custom, within !== undefined)
  const missing = missingOf({ actions, slots }, (slot) => certain(slot) & ~taken(slot))
  const isAboutAll = custom.slots === null && within === undefined && missing.length > 0
  const named = isAboutAll
    ? [{ actions: snapshot.vocabulary.actionsOf(actions), on: null }]
    : nameMissing(snapshot, missing)
  return named.map((lack) => ({ ...lack, permissionId: null, reach: policy.reach, parameter }))
}

/** Slot 0 stands for types that aren't known: in a folder there are none of those. */
function slotsOf({ vocabulary }: Snapshot, { slots }: CustomPolicy, isInFolder: boolean): readonly number[] {
  if (!isInFolder) return slots ?? Array.from({ length: vocabulary.slotCount }, (_, slot) => slot)
  const inFolders = [...vocabulary.slotsOf('Folder'), ...vocabulary.slotsOf('Asset')]
  return slots === null ? inFolders : inFolders.filter((slot) => slots.includes(slot))
}

/** The folder that a policy keeps to: one that it demands above folders or assets, which alone have such ids for sure. */
function folderOf({ folders, vocabulary }: Snapshot, { ancestor, slots }: CustomPolicy): Parameter | null {
  const inFolders = [...vocabulary.slotsOf('Folder'), ...vocabulary.slotsOf('Asset')]
  if (ancestor === null || slots?.every((slot) => inFolders.includes(slot)) !== true) return null
  const number = folders.number(ancestor)
  return number === 0 ? null : { type: 'folder', id: folders.id(number) }
}

function nameMissing(snapshot: Snapshot, missing: readonly Missing[]): readonly Pick<Lack, 'actions' | 'on'>[] {
  if (missing.length === 0) return []
  const names = new Map<number, string>()
  for (const { slot, type, id } of snapshot.vocabulary.namedSlots()) names.set(slot, id ?? type)
  return missing.map(({ slot, actions }) => ({
    actions: snapshot.vocabulary.actionsOf(actions),
    on: names.get(slot) ?? null,
  }))
}
