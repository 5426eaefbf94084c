import { roleId, type PermissionId } from '../../domain/ids.ts'
import { isExpired } from '../../domain/instant.ts'
import { principal, type Principal } from '../../domain/principal.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import { refusal } from '../../domain/errors.ts'
import type { Effect } from '../../engine/answers/what-if.ts'
import type { Reader } from '../../store/store.ts'
import { reading, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { mayReadPrincipal, placeOfRole } from '../places.ts'
import { placeNamer, type NamedPlace } from './name-places.ts'
import { readPermissionIds } from './role-rules.ts'
import { catalogueOf, getStoredRole } from './stored-role.ts'

/** What somebody would come to hold, and no longer hold, in one place. */
export interface ShownEffect extends Omit<Effect, 'place'> {
  readonly place: NamedPlace
}

/** One principal for whom something changes. */
export interface AffectedPrincipal {
  readonly principal: Principal
  readonly name: string
  /** The groups through which it has the role; empty when it has the role itself. */
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  readonly effects: readonly ShownEffect[]
}

/** How many principals of a kind gain something, and how many lose something. */
export interface EffectCount {
  readonly type: Principal['type']
  readonly gaining: number
  readonly losing: number
}

/** What a change of a custom role would do. */
export interface RolePreview {
  /** What comes into the role, and what goes out of it, in the catalogue's order. */
  readonly added: readonly PermissionId[]
  readonly removed: readonly PermissionId[]
  /** How many principals that the caller may read have the role, by themselves or through a group. */
  readonly holders: number
  /** Only kinds of which some gain or lose something. */
  readonly counts: readonly EffectCount[]
  /** Every place where somebody gains or loses something. */
  readonly places: readonly NamedPlace[]
  /** The first ones, see {@link mostShown}. */
  readonly principals: readonly AffectedPrincipal[]
  /** How many more there are. */
  readonly more: number
  /** False: so many have the role that only the first {@link mostAsked} of them were looked at. */
  readonly isComplete: boolean
}

/** How many principals are shown one by one. */
const mostShown = 100
/** How many principals are asked about. */
const mostAsked = 20_000
/** How many are asked about before others get their turn. */
const atOnce = 200

/** Says what a change of a custom role would really give and take, and to whom, without making it. */
export const previewRoleChange = reading<
  { readonly roleId: string; readonly permissionIds: readonly string[] },
  RolePreview
>({
  name: 'role.preview-change',
  summary: 'Say who would gain and lose what if a custom role had other permissions.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'update',
        on: ['Role'],
        level: 'account',
        of: ({ roleId: id }, _, engine) => [placeOfRole(id, engine)],
      },
    ],
    filters: {
      action: 'read',
      on: ['User', 'Group', 'APIKey', 'ProvisioningKey', 'ProductEnvironment', 'Folder', 'Collection'],
    },
  },
  run: async ({ roleId: id, permissionIds }, deed) => {
    const role = await getStoredRole(deed, id)
    if (role.management === 'system') {
      throw refusal('system_role_is_fixed', { id: role.id }, { fields: [{ name: 'roleId', value: role.id }] })
    }
    const after = readPermissionIds(permissionIds, role, catalogueOf(deed))
    const holders = await holdersOf(role.id, deed)
    const asked = [...holders.values()].slice(0, mostAsked)
    const found = await effectsOf({ roleId: role.id, permissionIds: after }, asked, deed)
    const namePlace = placeNamer(deed)
    return {
      added: after.filter((one) => !role.permissionIds.includes(one)),
      removed: role.permissionIds.filter((one) => !after.includes(one)),
      holders: holders.size,
      counts: countsOf(found),
      places: await namePlaces(found, namePlace),
      principals: await Promise.all(found.slice(0, mostShown).map((one) => show(one, namePlace, deed))),
      more: Math.max(found.length - mostShown, 0),
      isComplete: asked.length === holders.size,
    }
  },
})

interface RoleHolder {
  readonly principal: Principal
  /** Ids of the groups that it has the role through, until it has the role itself. */
  readonly groupIds: Set<string>
  isItself: boolean
}

/** Whoever has the role and may be read by the caller: by itself, or as a user of a group that may be read as well. */
async function holdersOf(id: string, deed: Deed<Reader>): Promise<ReadonlyMap<string, RoleHolder>> {
  const assignments = await listAll<AssignmentRecord>((page) =>
    deed.store.listAssignments(deed.caller.accountId, { roleIds: [roleId(id)] }, page),
  )
  const holders = new Map<string, RoleHolder>()
  const obtain = (one: Principal): RoleHolder | undefined => {
    const key = `${one.type}:${one.id}`
    const known = holders.get(key)
    if (known !== undefined || !mayReadPrincipal(one, deed)) return known
    const made = { principal: one, groupIds: new Set<string>(), isItself: false }
    holders.set(key, made)
    return made
  }
  for (const { principal: one, expiresAt } of assignments) {
    if (isExpired(expiresAt, deed.at)) continue
    const holder = obtain(one)
    if (holder === undefined) continue
    holder.isItself = true
    for (const member of membersOf(one, deed)) obtain(member)?.groupIds.add(one.id)
  }
  return holders
}

function* membersOf(group: Principal, { engine }: Deed<Reader>): Iterable<Principal> {
  if (group.type !== 'group') return
  for (const { principal: member } of engine.snapshot.holders.find(group)?.members ?? []) yield member
}

interface Affected extends RoleHolder {
  readonly effects: readonly Effect[]
}

/** Many take long: between parts of them others are served. Each part is decided on whatever is newest then. */
async function effectsOf(
  change: { readonly roleId: ReturnType<typeof roleId>; readonly permissionIds: readonly PermissionId[] },
  holders: readonly RoleHolder[],
  { engine, at }: Deed<Reader>,
): Promise<readonly Affected[]> {
  const affected: Affected[] = []
  for (let start = 0; start < holders.length; start += atOnce) {
    if (start > 0) await new Promise((go) => setImmediate(go))
    const part = holders.slice(start, start + atOnce)
    const found = engine.findEffects(change, { principals: part.map((holder) => holder.principal), at })
    for (const [position, effects] of found.entries()) {
      const holder = part[position]
      if (holder !== undefined && effects.length > 0) affected.push({ ...holder, effects })
    }
  }
  return affected
}

function countsOf(affected: readonly Affected[]): readonly EffectCount[] {
  return [...Map.groupBy(affected, (one) => one.principal.type)].map(([type, all]) => ({
    type,
    gaining: all.filter(({ effects }) => effects.some(({ gained }) => gained.length > 0)).length,
    losing: all.filter(({ effects }) => effects.some(({ lost }) => lost.length > 0)).length,
  }))
}

type NamePlace = ReturnType<typeof placeNamer>

async function namePlaces(affected: readonly Affected[], namePlace: NamePlace): Promise<readonly NamedPlace[]> {
  const places = affected.flatMap(({ effects }) => effects.map(({ place }) => place))
  const distinct = [...new Map(places.map((place) => [JSON.stringify(place), place])).values()]
  return Promise.all(distinct.map(namePlace))
}

async function show(
  { principal: one, groupIds, isItself, effects }: Affected,
  namePlace: NamePlace,
  deed: Deed<Reader>,
): Promise<AffectedPrincipal> {
  const groups = isItself ? [] : [...groupIds].map((id) => principal('group', id))
  return {
    principal: one,
    name: await nameOf(one, deed),
    groups: await Promise.all(groups.map(async (group) => ({ id: group.id, name: await nameOf(group, deed) }))),
    effects: await Promise.all(effects.map(async (effect) => ({ ...effect, place: await namePlace(effect.place) }))),
  }
}

async function nameOf(one: Principal, { store, caller: { accountId } }: Deed<Reader>): Promise<string> {
  return (await findNamed(one, store, accountId))?.name ?? one.id
}

function findNamed(
  one: Principal,
  store: Reader,
  accountId: Deed<Reader>['caller']['accountId'],
): Promise<{ readonly name: string } | undefined> {
  switch (one.type) {
    case 'user':
      return store.find('user', { accountId, id: one.id })
    case 'group':
      return store.find('group', { accountId, id: one.id })
    case 'api_key':
      return store.find('api_key', { accountId, id: one.id })
    case 'account_key':
      return store.find('account_key', { accountId, id: one.id })
  }
}
