// A library with folders and files in it, and keys that hold exactly some permissions there.
import { apiKeyId, environmentId, permissionId, roleId } from '../../src/domain/ids.ts'
import type { AssetRecord, UploadSettings } from '../../src/domain/library-records.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { Parameter } from '../../src/domain/role.ts'
import type { TestContext } from 'node:test'
import { givenAcme } from './acme.ts'
import type { GivenHouse, HouseOptions, InputOf, OutputOf } from './house.ts'

/** Permissions by the end of their ids: of the whole environment, by the path of a folder, by the name of a collection. */
export interface Rights {
  readonly everywhere?: readonly string[]
  readonly on?: Readonly<Record<string, readonly string[]>>
  /** By the name of a collection of the environment. */
  readonly of?: Readonly<Record<string, readonly string[]>>
}

/** The library of the environment `demo`. */
export interface GivenLibrary {
  readonly acme: GivenHouse
  /** Makes an API key of the environment that may use the library, and holds exactly these permissions. */
  readonly key: (rights: Rights) => Promise<Principal>
  /** Uploads a picture of one pixel, as the operator unless somebody else is named. */
  readonly upload: (publicId: string, settings?: UploadSettings, who?: string | Principal) => Promise<AssetRecord>
  /** The asset as the store has it now; undefined when there is none. */
  readonly find: (publicId: string, delivery?: AssetRecord['delivery']) => Promise<AssetRecord | undefined>
}

/** The id of the environment that everything here is in. */
export const demo = environmentId('env-demo')

/** A PNG picture of one pixel. */
export const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Another one. */
export const otherPixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** Names a picture by its public id. */
export const named = (publicId: string) =>
  ({
    environmentId: demo,
    asset: { by: 'name', resourceKind: 'image', delivery: 'upload', publicId },
  }) as const

/** What uploads a picture under a public id. */
export const uploading = (publicId: string, settings: UploadSettings = {}): InputOf<'asset.upload'> => ({
  environmentId: demo,
  resourceKind: 'image',
  file: { type: 'text', text: pixel },
  preset: null,
  settings: { public_id: publicId, ...settings },
})

/** Opens the library; it ends with the test. */
export async function givenLibrary(test: TestContext, options: HouseOptions = {}): Promise<GivenLibrary> {
  const acme = await givenAcme({ ...options, test })
  const upload: GivenLibrary['upload'] = async (publicId, settings = {}, who = 'operator') => {
    const { asset }: OutputOf<'asset.upload'> = await acme.perform(who, 'asset.upload', uploading(publicId, settings))
    return asset
  }
  return {
    acme,
    upload,
    key: (rights) => givenKey(acme, rights),
    find: (publicId, delivery = 'upload') =>
      acme.house.store.findAssetByName(acme.account.id, {
        environmentId: demo,
        resourceKind: 'image',
        delivery,
        publicId,
      }),
  }
}

let made = 0

async function givenKey(acme: GivenHouse, { everywhere = [], on = {}, of = {} }: Rights): Promise<Principal> {
  const number = ++made
  const dated = { createdAt: acme.clock.now, updatedAt: acme.clock.now }
  const base = { accountId: acme.account.id, ...dated }
  const holder = { type: 'api_key', id: apiKeyId(`9${number}`) } as const
  const reach = { type: 'environment', environmentId: demo } as const
  await acme.change(async (transaction) => {
    const [like] = await transaction.listApiKeys(acme.account.id, demo)
    if (like === undefined) throw new Error('the environment has no key to make another like')
    await transaction.put('api_key', { ...like, ...base, id: holder.id, name: `given ${number}`, isEnabled: true })
    const assign = async (parameter: Parameter | null, name: string, endings: readonly string[]) => {
      const kind = parameter?.type ?? 'global'
      const prefix = kind === 'global' ? 'cld::policy::global::' : `cld::policy::content::${kind}::`
      const id = roleId(`given_${number}_${kind}_${name}`)
      const permissionIds = endings.map((ending) => permissionId(prefix + ending))
      const role = { id, name: id, description: null, kind, level: 'environment', permissionIds } as const
      await transaction.put('role', { ...base, ...role })
      const assignment = { id: acme.house.ids.assignment(), principal: holder, roleId: id, reach, parameter }
      await transaction.put('assignment', { ...base, ...assignment, expiresAt: null })
    }
    await assign(null, '', ['ml::access', ...everywhere])
    for (const [path, endings] of Object.entries(on))
      await assign({ type: 'folder', id: acme.folder(`demo:${path}`) }, path, endings)
    for (const [name, endings] of Object.entries(of))
      await assign({ type: 'collection', id: acme.collection(`demo:${name}`) }, name, endings)
  })
  return holder
}
