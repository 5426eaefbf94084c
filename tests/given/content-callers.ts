// API keys that hold exactly some permissions: everywhere in one environment, and on folders of it.
import { apiKeyId, permissionId, roleId, type EnvironmentId, type FolderId } from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { Parameter } from '../../src/domain/role.ts'
import type { GivenHouse } from './house.ts'

/** Permissions by the end of their ids: `ml::access`; on folders, by cloud name and path: `view_download`. */
export interface HeldContent {
  readonly everywhere?: readonly string[]
  readonly on?: Readonly<Record<string, readonly string[]>>
}

let made = 0

/** Makes an API key of the environment `demo`; the Media Library is open to it unless `isClosed` says otherwise. */
export async function givenLibraryKey(given: GivenHouse, held: HeldContent, isClosed = false): Promise<Principal> {
  const id = apiKeyId(`9${String(++made).padStart(5, '0')}`)
  const environment = given.environment('demo')
  const key: Principal = { type: 'api_key', id }
  await given.change(async (transaction) => {
    const [like] = await transaction.listApiKeys(given.account.id, environment, { limit: 1 })
    if (like === undefined) throw new Error('the environment has no key to make another like')
    await transaction.put('api_key', { ...like, id, name: id, isRoot: false })
  })
  const opening = isClosed ? [] : ['ml::access']
  await giveExactly(given, key, { ...held, everywhere: [...(held.everywhere ?? []), ...opening] })
  return key
}

/** Lets an API key sign in with the secret `s`. */
export const giveSecret = ({ house, change }: GivenHouse, { id }: Principal): Promise<void> =>
  change((transaction) => transaction.putKeySecret('api_key', apiKeyId(id), house.sealer.seal(id, 's')))

/** Gives a principal exactly some permissions in `demo`, through roles of its own. */
export async function giveExactly(given: GivenHouse, who: Principal, held: HeldContent): Promise<void> {
  const environment = given.environment('demo')
  await giveRole(given, who, environment, null, (held.everywhere ?? []).map(global))
  for (const [place, permissions] of Object.entries(held.on ?? {}))
    await giveRole(given, who, environment, given.folder(place), permissions.map(onFolder))
}

const global = (ending: string) => permissionId(`cld::policy::global::${ending}`)
const onFolder = (ending: string) => permissionId(`cld::policy::content::folder::${ending}`)

async function giveRole(
  given: GivenHouse,
  who: Principal,
  environmentId: EnvironmentId,
  folderId: FolderId | null,
  permissionIds: readonly ReturnType<typeof global>[],
): Promise<void> {
  const id = roleId(`content_${++made}`)
  const base = { accountId: given.account.id, createdAt: given.clock.now, updatedAt: given.clock.now }
  const parameter: Parameter | null = folderId === null ? null : { type: 'folder', id: folderId }
  await given.change(async (transaction) => {
    const kind = folderId === null ? 'global' : 'folder'
    await transaction.put('role', {
      ...base,
      id,
      name: id,
      description: null,
      kind,
      level: 'environment',
      permissionIds,
    })
    await transaction.put('assignment', {
      ...{ ...base, id: given.house.ids.assignment(), principal: who, roleId: id, parameter, expiresAt: null },
      reach: { type: 'environment', environmentId },
    })
  })
}
