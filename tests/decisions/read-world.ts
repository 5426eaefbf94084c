// Makes records of the worlds that the case files describe; see world.yaml for how roles are written.
import type { Change } from '../../src/domain/change.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { principal } from '../../src/domain/principal.ts'
import type { RoleKind } from '../../src/domain/role.ts'
import type { Parameter } from '../../src/domain/role.ts'
import { collectionId, folderId } from '../../src/domain/ids.ts'
import type { Model } from '../differential/worlds-model.ts'
import * as given from '../differential/worlds-records.ts'

/** One principal in a case file. */
interface Entry {
  readonly enters?: 'all' | readonly string[]
  readonly of?: string
  readonly enabled?: boolean
  readonly pending?: boolean
  readonly groups?: readonly string[]
  readonly roles?: readonly string[]
}

type ById<T> = Readonly<Record<string, T | null>>

/** What a case file says there is. */
export interface WorldText {
  readonly account?: { readonly active: boolean }
  readonly environments?: ById<{ readonly enabled?: boolean }>
  readonly folders?: Readonly<Record<string, readonly string[]>>
  readonly collections?: Readonly<Record<string, Readonly<Record<string, 'manual' | 'dynamic'>>>>
  readonly groups?: ById<Entry>
  readonly users?: ById<Entry>
  readonly api_keys?: ById<Entry>
  readonly account_keys?: ById<Entry>
  readonly roles?: Readonly<Record<string, { readonly kind: RoleKind; readonly permissions: readonly string[] }>>
  readonly policies?: Readonly<
    Record<string, { readonly in: string; readonly says: string; readonly enabled?: boolean }>
  >
}

const prefixes = {
  role: {
    A: 'cld::role::account::',
    E: 'cld::role::prodenv::',
    F: 'cld::role::folder::',
    C: 'cld::role::collection::',
  },
  permission: {
    G: 'cld::policy::global::',
    F: 'cld::policy::content::folder::',
    C: 'cld::policy::content::collection::',
  },
} as const

/** Writes out an id such as `F::viewer`; others stay as they are. */
export function fullId(kind: keyof typeof prefixes, text: string): string {
  const [letter = '', ...rest] = text.split('::')
  const prefix = new Map(Object.entries(prefixes[kind])).get(letter)
  return prefix === undefined ? text : prefix + rest.join('::')
}

/** Puts what a case file describes into a model. @returns what changed */
export function readWorld(world: WorldText, model: Model): readonly Change[] {
  return [...readPlaces(world, model), ...readRoles(world, model), ...readPrincipals(world, model)]
}

function* readPlaces({ account, environments, folders, collections }: WorldText, model: Model): Iterable<Change> {
  if (account !== undefined) yield model.put('account', given.account({ isActive: account.active }))
  for (const [id, entry] of Object.entries(environments ?? {})) {
    yield model.put('environment', given.environment(id, { isEnabled: entry?.enabled ?? true }))
  }
  for (const [environment, paths] of Object.entries(folders ?? {})) {
    for (const path of paths) {
      const [id = '', parent = null] = path.split('/').reverse()
      yield model.put('folder', given.folder(id, environment, parent))
    }
  }
  for (const [environment, kinds] of Object.entries(collections ?? {})) {
    for (const [id, kind] of Object.entries(kinds)) {
      yield model.put('collection', given.collection(id, environment, kind === 'dynamic'))
    }
  }
}

function* readRoles({ roles, policies }: WorldText, model: Model): Iterable<Change> {
  for (const [id, { kind, permissions }] of Object.entries(roles ?? {})) {
    const ids = permissions.map((permission) => fullId('permission', permission))
    yield model.put('role', given.role(id, { kind, level: 'environment' }, ids))
  }
  for (const [id, { in: reach, says, enabled }] of Object.entries(policies ?? {})) {
    yield model.put('custom_policy', given.policy(id, given.reach(reach), says, enabled ?? true))
  }
}

function* readPrincipals(world: WorldText, model: Model): Iterable<Change> {
  for (const [id, entry] of entries(world.groups)) {
    yield model.put('group', given.group(id))
    yield* assignAll(model, principal('group', id), entry)
  }
  for (const [id, entry] of entries(world.users)) yield* readUser(id, entry, model)
  for (const [id, entry] of entries(world.api_keys)) {
    yield model.put('api_key', given.apiKey(id, entry.of ?? '', entry.enabled ?? true))
    yield* assignAll(model, principal('api_key', id), entry)
  }
  for (const [id, entry] of entries(world.account_keys)) {
    yield model.put('account_key', given.accountKey(id, entry.enabled ?? true))
    yield* assignAll(model, principal('account_key', id), entry)
  }
}

const entries = (of: ById<Entry> | undefined): readonly (readonly [string, Entry])[] =>
  Object.entries(of ?? {}).map(([id, entry]) => [id, entry ?? {}])

function* readUser(id: string, entry: Entry, model: Model): Iterable<Change> {
  const { enters = [], groups = [], enabled = true, pending = false } = entry
  const but = { isEnabled: enabled, isPending: pending, hasAllEnvironments: enters === 'all' }
  yield model.put('user', given.user(id, but))
  for (const environment of enters === 'all' ? [] : enters) {
    yield model.put('environment_access', given.access(id, environment))
  }
  for (const group of groups) yield model.put('membership', given.membership(group, id))
  yield* assignAll(model, principal('user', id), entry)
}

const assignAll = (model: Model, holder: Principal, { roles = [] }: Entry): readonly Change[] =>
  roles.map((text) => assign(model, holder, text))

/** Gives a role as it is written in a case file: `F::viewer in all on brand until 100`. */
export function assign(model: Model, holder: Principal, text: string): Change {
  const words = /^(?<role>\S+)(?: in (?<place>\S+))?(?: on (?<on>\S+))?(?: until (?<until>\d+))?$/.exec(text)?.groups
  if (words?.['role'] === undefined) throw new SyntaxError(`not an assignment: ${text}`)
  const { role, place, on, until } = words
  const known = on === undefined ? undefined : parameterNamed(model, on)
  const reach = given.reach(place ?? known?.environmentId ?? 'account')
  const expiresAt = until === undefined ? null : Number(until)
  const where = { reach, parameter: known?.parameter ?? null, expiresAt }
  const id = `${holder.type} ${holder.id}: ${text}`
  return model.put('assignment', given.assignment(id, holder, fullId('role', role), where))
}

function parameterNamed(model: Model, id: string): { parameter: Parameter; environmentId: string } {
  const folder = model.find('folder', id)
  if (folder !== undefined) return { parameter: { type: 'folder', id: folderId(id) }, ...folder }
  const collection = model.find('collection', id)
  if (collection === undefined) throw new Error(`neither folder nor collection: ${id}`)
  return { parameter: { type: 'collection', id: collectionId(id) }, ...collection }
}
