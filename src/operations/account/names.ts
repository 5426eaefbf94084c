import { environmentId, folderId } from '../../domain/ids.ts'
import { principal, type Principal } from '../../domain/principal.ts'
import type {
  AccountKeyRecord,
  ApiKeyRecord,
  CollectionRecord,
  EnvironmentRecord,
  FolderRecord,
  GroupRecord,
  UserRecord,
} from '../../domain/records.ts'
import { reading } from '../operation.ts'
import { listAll } from '../paging.ts'

/** A principal with the names that people know it by. */
export interface KnownPrincipal {
  readonly principal: Principal
  readonly name: string
  /** Of a user. */
  readonly email: string | null
  /** Of an API key. */
  readonly environmentId: string | null
}

const forOperator = {
  type: 'operator',
  why: 'it turns the names that are typed at the machine into ids, whoever they belong to',
} as const

/** Lists every principal with its names: users, groups, API keys, account management keys, each in the order of ids. */
export const listKnownPrincipals = reading<object, readonly KnownPrincipal[]>({
  name: 'name.list-principals',
  summary: 'List the names of all principals.',
  access: forOperator,
  run: async (_, { store, caller: { accountId } }) => {
    const others = { email: null, environmentId: null }
    const users = await listAll<UserRecord>((page) => store.list('user', accountId, page))
    const groups = await listAll<GroupRecord>((page) => store.list('group', accountId, page))
    const apiKeys = await listAll<ApiKeyRecord>((page) => store.list('api_key', accountId, page))
    const accountKeys = await listAll<AccountKeyRecord>((page) => store.list('account_key', accountId, page))
    return [
      ...users.map(({ id, name, email }) => ({ ...others, principal: principal('user', id), name, email })),
      ...groups.map(({ id, name }) => ({ ...others, principal: principal('group', id), name })),
      ...apiKeys.map((key) => ({
        ...others,
        principal: principal('api_key', key.id),
        name: key.name,
        environmentId: key.environmentId,
      })),
      ...accountKeys.map(({ id, name }) => ({ ...others, principal: principal('account_key', id), name })),
    ]
  },
})

/** Lists the environments in the order of their making. */
export const listKnownEnvironments = reading<object, readonly EnvironmentRecord[]>({
  name: 'name.list-environments',
  summary: 'List the names of all environments.',
  access: forOperator,
  run: (_, { store, caller }) => store.listEnvironments(caller.accountId),
})

/** Lists the collections of an environment, in the order of ids. */
export const listKnownCollections = reading<{ readonly environmentId: string }, readonly CollectionRecord[]>({
  name: 'name.list-collections',
  summary: 'List the names of the collections of an environment.',
  access: forOperator,
  run: (input, { store, caller }) =>
    listAll((page) => store.listCollections(caller.accountId, environmentId(input.environmentId), page)),
})

/** A folder that was looked for by its path, or what there is where the path leads nowhere. */
export type FoundFolder =
  | { readonly type: 'found'; readonly folder: FolderRecord }
  /** `within` is the path that exists, empty for the top; `names` are the folders in it. */
  | { readonly type: 'absent'; readonly name: string; readonly within: string; readonly names: readonly string[] }

/** Finds a folder by its path, such as `brand/logos`. */
export const findFolderByPath = reading<{ readonly environmentId: string; readonly path: string }, FoundFolder | null>({
  name: 'name.find-folder',
  summary: 'Find a folder by its path.',
  access: forOperator,
  run: async ({ environmentId: id, path }, { store, caller: { accountId } }) => {
    const environment = environmentId(id)
    const steps = path
      .normalize('NFC')
      .split('/')
      .filter((step) => step !== '')
    let folder: FolderRecord | null = null
    for (const [position, name] of steps.entries()) {
      const parentId: FolderRecord['parentId'] = folder?.id ?? null
      const found = await store.findFolderByName(accountId, environment, parentId, name)
      if (found === undefined) {
        const siblings = await listAll<FolderRecord>((page) =>
          store.listFolders(accountId, environment, parentId, page),
        )
        const within = steps.slice(0, position).join('/')
        return { type: 'absent', name, within, names: siblings.map((one) => one.name) }
      }
      folder = found
    }
    return folder && { type: 'found', folder }
  },
})

/** Says the path of each folder, such as `brand/logos`; ids of folders that don't exist aren't in the answer. */
export const listFolderPaths = reading<{ readonly folderIds: readonly string[] }, ReadonlyMap<string, string>>({
  name: 'name.list-folder-paths',
  summary: 'Say the paths of folders.',
  access: forOperator,
  run: async ({ folderIds }, { store, caller: { accountId } }) => {
    const paths = new Map<string, string>()
    for (const id of new Set(folderIds)) {
      const chain = await store.listFolderChain({ accountId, id: folderId(id) })
      if (chain.length > 0)
        paths.set(
          id,
          chain
            .map(({ name }) => name)
            .reverse()
            .join('/'),
        )
    }
    return paths
  },
})
