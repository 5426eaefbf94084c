import type { EnvironmentId } from '../../domain/ids.ts'
import type { Parameter } from '../../domain/role.ts'
import type { WholePlace } from '../../engine/answers/holdings.ts'
import type { Reader } from '../../store/store.ts'
import { pathOf, spellFolderPath } from '../folders/folder-paths.ts'
import { inAccount, type Deed } from '../operation.ts'

/** A place by the names that the caller may know; null where it may not, and where there is no such thing. */
export interface NamedPlace {
  readonly environment: { readonly id: EnvironmentId; readonly name: string | null } | null
  /** With a folder's path or a collection's name. */
  readonly content: (Parameter & { readonly name: string | null }) | null
}

/** Makes what names places; each is looked up once. */
export function placeNamer(deed: Deed<Reader>): (place: WholePlace) => Promise<NamedPlace> {
  const environments = new Map<string, Promise<string | null>>()
  const contents = new Map<string, Promise<string | null>>()
  return async ({ reach, parameter }) => {
    if (reach.type === 'account' || reach.environmentId === 'all') return { environment: null, content: null }
    const { environmentId: id } = reach
    const name = once(environments, id, () => nameOfEnvironment(id, deed))
    if (parameter === null) return { environment: { id, name: await name }, content: null }
    const key = `${parameter.type}:${parameter.id}`
    const inner = await once(contents, key, () => nameOfContent(parameter, id, deed))
    return { environment: { id, name: await name }, content: { ...parameter, name: inner } }
  }
}

function once(known: Map<string, Promise<string | null>>, key: string, find: () => Promise<string | null>) {
  const found = known.get(key) ?? find()
  known.set(key, found)
  return found
}

async function nameOfEnvironment(id: EnvironmentId, { store, caller, may }: Deed<Reader>): Promise<string | null> {
  if (!may('read', inAccount('ProductEnvironment', id))) return null
  return (await store.find('environment', { accountId: caller.accountId, id }))?.name ?? null
}

async function nameOfContent(
  parameter: Parameter,
  environmentId: EnvironmentId,
  { store, caller: { accountId }, may }: Deed<Reader>,
): Promise<string | null> {
  const resource = { type: parameter.type === 'folder' ? 'Folder' : 'Collection', id: parameter.id }
  if (!may('read', { resource, scope: { type: 'environment', environmentId } })) return null
  if (parameter.type === 'folder') return spellFolderPath(await pathOf(store, accountId, parameter.id))
  return (await store.find('collection', { accountId, id: parameter.id }))?.name ?? null
}
