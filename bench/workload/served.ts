import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { makeFolders, type WorkloadFolders } from './folders.ts'
import { collectionIdOf, folderIdOf, idOf } from './ids.ts'
import { Random } from './random.ts'
import { makeServedRoles, type ServedRole, type ServedType } from './served-roles.ts'
import { sizes } from './world-size.ts'

const holderCounts = { groups: 100, users: 1000 } as const
const collectionCount = 500
const environment = 'bench'

/** The key that asks the server: it may see everything, so answers are explained in full. */
export const servedKey = { id: 'bench-key', secret: 'bench-secret-of-no-worth' } as const

/** A role on a folder or a collection, by number; -1 for the whole environment. */
export interface ServedAssignment {
  readonly role: number
  readonly place: number
}

/** What both servers are asked about: holders are the groups, then the users. */
export interface ServedLibrary {
  readonly folders: WorkloadFolders
  readonly roles: readonly ServedRole[]
  readonly groupsOf: readonly (readonly number[])[]
  readonly assignmentsOf: readonly (readonly ServedAssignment[])[]
}

/** May a user do something to a collection, a folder, or the assets in a folder? */
export interface ServedQuestion {
  readonly holder: number
  readonly action: string
  readonly type: ServedType
  /** The number of a collection or a folder. */
  readonly place: number
  readonly isAllowed: boolean
}

/**
 * Makes the small library of workload W in one environment, as far as a server has it that keeps to its own catalogue:
 * roles of the environment, of folders and of collections in the shares that W gives.
 */
export function makeServedLibrary(seed: number): ServedLibrary {
  const folders = makeFolders(sizes.small, seed)
  const random = new Random(seed, 'served')
  const roles = makeServedRoles(new Random(seed, 'served roles'))
  const count = holderCounts.groups + holderCounts.users
  const groupsOf = Array.from({ length: count }, (_, holder) => {
    if (holder < holderCounts.groups) return []
    return [...new Set(Array.from({ length: random.below(5) }, () => random.below(holderCounts.groups)))]
  })
  const assignmentsOf = Array.from({ length: count }, () => {
    const own = Array.from({ length: 1 + random.below(9) }, () => drawAssignment(random, roles, folders))
    return own.filter(({ role, place }, at) => own.findIndex((o) => o.role === role && o.place === place) === at)
  })
  return { folders, roles, groupsOf, assignmentsOf }
}

/** Workload W has 0.5 % for the account and 4 % for an environment; here is one environment. */
const kindShares = [4.5, 80, 15.5] as const
const kinds = ['global', 'folder', 'collection'] as const

function drawAssignment(random: Random, roles: readonly ServedRole[], folders: WorkloadFolders): ServedAssignment {
  const kind = kinds[random.share(kindShares)] ?? 'folder'
  const role = random.pick(roles.flatMap((one, number) => (one.kind === kind ? [number] : [])))
  if (kind === 'global') return { role, place: -1 }
  if (kind === 'collection') return { role, place: random.below(collectionCount) }
  return { role, place: random.below(random.chance(0.4) ? folders.topCount : folders.count) }
}

/** Draws questions of one user after another, 50 each; 70 % are allowed, as far as the user has enough allowed ones. */
export function drawServed(
  library: ServedLibrary,
  users: number,
  seed: number,
): readonly (readonly ServedQuestion[])[] {
  const random = new Random(seed, 'served questions')
  return Array.from({ length: users }, () => {
    const holder = holderCounts.groups + random.below(holderCounts.users)
    return Array.from({ length: 50 }, () => drawOne(library, random, holder))
  })
}

function drawOne(library: ServedLibrary, random: Random, holder: number): ServedQuestion {
  const wantsAllow = random.chance(0.7)
  const owners = [holder, ...(library.groupsOf[holder] ?? [])]
  for (let attempt = 0; ; attempt++) {
    const asked = wantsAllow ? drawNear(library, random, owners) : drawAnywhere(library, random)
    const isAllowed = isPermitted(library, owners, asked)
    if (isAllowed === wantsAllow || attempt === 20) return { ...asked, holder, isAllowed }
  }
}

type Asked = Pick<ServedQuestion, 'action' | 'type' | 'place'>

function drawAnywhere({ roles, folders }: ServedLibrary, random: Random): Asked {
  const { type, action } = random.pick(random.pick(roles).permits)
  return { type, action, place: random.below(type === 'Collection' ? collectionCount : folders.count) }
}

function drawNear(library: ServedLibrary, random: Random, owners: readonly number[]): Asked {
  const { role, place } = random.pick(library.assignmentsOf[random.pick(owners)] ?? [])
  const { type, action } = random.pick(library.roles[role]?.permits ?? [])
  if (type === 'Collection') return { type, action, place: place < 0 ? random.below(collectionCount) : place }
  return { type, action, place: randomBelow(library.folders, random, place < 0 ? 0 : place) }
}

function randomBelow(folders: WorkloadFolders, random: Random, from: number): number {
  let folder = from
  for (;;) {
    const children = folders.childrenOf(folder)
    if (children.length === 0 || random.chance(0.15)) return folder
    folder = children[random.below(children.length)] ?? folder
  }
}

function isPermitted(library: ServedLibrary, owners: readonly number[], { action, type, place }: Asked): boolean {
  const above = new Set(type === 'Collection' ? [place] : ancestorsOf(library.folders, place))
  return owners.some((owner) =>
    (library.assignmentsOf[owner] ?? []).some((held) => {
      const { kind, permits } = library.roles[held.role] ?? { kind: 'folder', permits: [] }
      const isOfKind = kind === 'collection' ? type === 'Collection' : type !== 'Collection'
      if (kind !== 'global' && !(isOfKind && above.has(held.place))) return false
      return permits.some((one) => one.type === type && one.action === action)
    }),
  )
}

/** A folder and all above it. */
export function ancestorsOf({ parents }: WorkloadFolders, folder: number): readonly number[] {
  const found: number[] = []
  for (let at = folder; at >= 0; at = parents[at] ?? -1) found.push(at)
  return found
}

/** The id of a user or group on either server. */
export const servedId = (holder: number): string => idOf(holder < holderCounts.groups ? 'g' : 'u', holder)

/** The library as a bootstrap file of the server. */
export function bootstrapOf(library: ServedLibrary): unknown {
  const { folders, roles, assignmentsOf, groupsOf } = library
  const pathOf = (folder: number) =>
    ancestorsOf(folders, folder)
      .toReversed()
      .map((at) => `n${at}`)
      .join('/')
  const placeOf = (kind: ServedRole['kind'], place: number) => {
    if (kind === 'global') return {}
    return kind === 'folder' ? { folder: pathOf(place) } : { collection: `c${place}` }
  }
  const rolesOf = (holder: number) => [
    { role: 'cld::role::prodenv::ml_user', environment: 'all' },
    ...(assignmentsOf[holder] ?? []).map(({ role, place }) => {
      const { id, kind } = roles[role] ?? { id: '', kind: 'folder' }
      return { role: id, environment, ...placeOf(kind, place) }
    }),
  ]
  const admin = ['cld::role::account::master_admin', 'cld::role::prodenv::master_admin']
  const users = groupsOf.flatMap((groups, holder) => {
    if (holder < holderCounts.groups) return []
    const named = { id: servedId(holder), name: 'Somebody', email: `user${holder}@bench.example`, pending: false }
    return [{ ...named, environments: 'all', groups: groups.map(servedId), roles: rolesOf(holder) }]
  })
  const custom = roles.filter(({ id }) => !systemCatalogue.roles.some((role) => role.id === id))
  return {
    account: {
      ...{ id: 'bench', name: 'Bench', plan: 'enterprise', assets_advanced: true },
      management_keys: [{ name: 'Bench', key: servedKey.id, secret: servedKey.secret, roles: admin }],
    },
    custom_roles: custom.map(({ id, kind, permissionIds }) => ({
      ...{ id, name: id, kind, permissions: permissionIds },
      ...(kind === 'global' && { level: 'environment' }),
    })),
    environments: [
      {
        ...{ id: environment, cloud_name: environment, name: 'Bench' },
        folders: Array.from({ length: folders.count }, (_, at) => ({ path: pathOf(at), id: folderIdOf(at) })),
        collections: Array.from({ length: collectionCount }, (_, at) => ({ name: `c${at}`, id: collectionIdOf(at) })),
      },
    ],
    groups: Array.from({ length: holderCounts.groups }, (_, holder) => ({
      ...{ id: servedId(holder), name: servedId(holder), roles: rolesOf(holder) },
    })),
    users,
  }
}

/** A question as the server's decision API takes it. */
export const servedBody = ({ holder, action, type, place }: ServedQuestion) => ({
  principal: { type: 'user', id: servedId(holder) },
  action,
  resource:
    type === 'Asset'
      ? { type, folder: folderIdOf(place) }
      : { type, id: type === 'Folder' ? folderIdOf(place) : collectionIdOf(place) },
  scope: { type: 'prodenv', id: environment },
})
