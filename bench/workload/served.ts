import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { makeFolders, type WorkloadFolders } from './folders.ts'
import { folderIdOf, idOf } from './ids.ts'
import { Random } from './random.ts'
import { sizes } from './world.ts'

const holderCounts = { groups: 100, users: 1000 } as const
const environment = 'bench'

/** The key that asks the server: it may see everything, so answers are explained in full. */
export const servedKey = { id: 'bench-key', secret: 'bench-secret-of-no-worth' } as const

/** A folder role of the server's own catalogue: the actions on folders that it permits. */
export interface ServedRole {
  readonly id: string
  readonly actions: ReadonlySet<string>
}

/** What both servers are asked about: holders are the groups, then the users; an assignment is a role on a folder. */
export interface ServedLibrary {
  readonly folders: WorkloadFolders
  readonly roles: readonly ServedRole[]
  readonly groupsOf: readonly (readonly number[])[]
  readonly assignmentsOf: readonly (readonly { readonly role: number; readonly folder: number }[])[]
}

/** May a user do something to a folder? */
export interface ServedQuestion {
  readonly holder: number
  readonly action: string
  readonly folder: number
  readonly isAllowed: boolean
}

/** The actions on folders that roles of the catalogue tell apart. */
export const servedActions = ['read', 'update', 'move', 'delete', 'share', 'manage_public_links'] as const

/** Makes a library of the small size in one environment, with the folder roles of the server's own catalogue. */
export function makeServedLibrary(seed: number): ServedLibrary {
  const folders = makeFolders(sizes.small, seed)
  const random = new Random(seed, 'served')
  const roles = systemCatalogue.roles.filter(({ kind }) => kind === 'folder').map(({ id }) => readRole(id))
  const count = holderCounts.groups + holderCounts.users
  const groupsOf = Array.from({ length: count }, (_, holder) => {
    if (holder < holderCounts.groups) return []
    return [...new Set(Array.from({ length: random.below(5) }, () => random.below(holderCounts.groups)))]
  })
  const assignmentsOf = Array.from({ length: count }, () => {
    const one = () => ({ role: random.below(roles.length), folder: randomFolder(random, folders) })
    const own = Array.from({ length: 1 + random.below(9) }, one)
    return own.filter(({ role, folder }, at) => own.findIndex((o) => o.role === role && o.folder === folder) === at)
  })
  return { folders, roles, groupsOf, assignmentsOf }
}

const randomFolder = (random: Random, folders: WorkloadFolders): number =>
  random.below(random.chance(0.4) ? folders.topCount : folders.count)

/** Reads the actions from the statements' own text, without the engine. */
function readRole(id: string): ServedRole {
  const role = systemCatalogue.roles.find((one) => one.id === id)
  const permissions = systemCatalogue.permissions.filter((one) => role?.permissionIds.includes(one.id) === true)
  const statements = permissions.flatMap((permission) => permission.statements)
  const onFolders = statements.filter((text) => text.includes('resource is Cloudinary::Folder'))
  const actions = onFolders.flatMap((text) => [...text.matchAll(/Action::"(\w+)"/g)].map(([, action = '']) => action))
  return { id, actions: new Set(actions) }
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
  const action = random.pick(servedActions)
  const owners = [holder, ...(library.groupsOf[holder] ?? [])]
  let folder = 0
  for (let attempt = 0; attempt < 20; attempt++) {
    const near = random.pick(library.assignmentsOf[random.pick(owners)] ?? [])
    folder = wantsAllow ? randomBelow(library.folders, random, near.folder) : random.below(library.folders.count)
    if (isPermitted(library, owners, action, folder) === wantsAllow) break
  }
  return { holder, action, folder, isAllowed: isPermitted(library, owners, action, folder) }
}

function randomBelow(folders: WorkloadFolders, random: Random, from: number): number {
  let folder = from
  for (;;) {
    const children = folders.childrenOf(folder)
    if (children.length === 0 || random.chance(0.15)) return folder
    folder = children[random.below(children.length)] ?? folder
  }
}

function isPermitted(library: ServedLibrary, owners: readonly number[], action: string, folder: number): boolean {
  const above = new Set(ancestorsOf(library.folders, folder))
  const assignments = owners.flatMap((owner) => library.assignmentsOf[owner] ?? [])
  return assignments.some((one) => above.has(one.folder) && library.roles[one.role]?.actions.has(action) === true)
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
  const rolesOf = (holder: number) => [
    { role: 'cld::role::prodenv::ml_user', environment: 'all' },
    ...(assignmentsOf[holder] ?? []).map(({ role, folder }) => ({
      ...{ role: roles[role]?.id, environment, folder: pathOf(folder) },
    })),
  ]
  const admin = ['cld::role::account::master_admin', 'cld::role::prodenv::master_admin']
  const users = groupsOf.flatMap((groups, holder) => {
    if (holder < holderCounts.groups) return []
    const named = { id: servedId(holder), name: 'Somebody', email: `user${holder}@bench.example`, pending: false }
    return [{ ...named, environments: 'all', groups: groups.map(servedId), roles: rolesOf(holder) }]
  })
  return {
    account: {
      ...{ id: 'bench', name: 'Bench', plan: 'enterprise', assets_advanced: true },
      management_keys: [{ name: 'Bench', key: servedKey.id, secret: servedKey.secret, roles: admin }],
    },
    environments: [
      {
        ...{ id: environment, cloud_name: environment, name: 'Bench' },
        folders: Array.from({ length: folders.count }, (_, at) => ({ path: pathOf(at), id: folderIdOf(at) })),
      },
    ],
    groups: Array.from({ length: holderCounts.groups }, (_, holder) => ({
      ...{ id: servedId(holder), name: servedId(holder), roles: rolesOf(holder) },
    })),
    users,
  }
}

/** A question as the server's decision API takes it. */
export const servedBody = ({ holder, action, folder }: ServedQuestion) => ({
  principal: { type: 'user', id: servedId(holder) },
  action,
  resource: { type: 'Folder', id: folderIdOf(folder) },
  scope: { type: 'prodenv', id: environment },
})
