// Reads the questions and the steps of case files.
import type { Change } from '../../src/domain/change.ts'
import type { AuthorizationRequest } from '../../src/domain/decision.ts'
import type { ContextValue } from '../../src/domain/context.ts'
import type { ResourceName } from '../../src/domain/entity.ts'
import { environmentId, folderId } from '../../src/domain/ids.ts'
import { principal, principalTypes } from '../../src/domain/principal.ts'
import type { Model } from '../differential/worlds-model.ts'
import * as given from '../differential/worlds-records.ts'
import { assign, fullId, type WorldText } from './read-world.ts'

/** One expectation: a question under `allow` or `deny`, written `who, action, what, where`. */
export interface CaseText {
  readonly allow?: string
  readonly deny?: string
  /** The policies that decide: of an allow the permits, of a deny the forbids. */
  readonly reasons?: readonly string[]
  readonly faults?: readonly string[]
  /** The gate that stops it. */
  readonly gate?: string
  readonly 'gate-passed'?: string
  readonly at?: number
  readonly context?: Readonly<Record<string, ContextValue>>
  readonly attributes?: Readonly<Record<string, ContextValue>>
}

/** One rule about access, with where it comes from. */
export interface RuleText {
  readonly rule: string
  readonly source: string
  /** The system role that the rule is about. */
  readonly role?: string
  /** What there is besides the common world. */
  readonly with?: WorldText
  /** What happens then, in order. */
  readonly then?: readonly string[]
  readonly cases: readonly CaseText[]
}

/** The instant of questions that name none. */
const usualInstant = 50

/** Reads the question of a case. */
export function readQuestion({ allow, deny, at, context, attributes }: CaseText): AuthorizationRequest {
  const text = allow ?? deny ?? ''
  const [who, action, what, where] = text.split(', ')
  const [type, id] = who?.split(' ') ?? []
  const principalType = principalTypes.find((one) => one === type)
  if (
    principalType === undefined ||
    id === undefined ||
    action === undefined ||
    what === undefined ||
    where === undefined
  ) {
    throw new SyntaxError(`not a question: ${text}`)
  }
  return {
    ...{ principal: principal(principalType, id), action, resource: readResource(what, attributes) },
    ...{ context: context ?? {}, at: at ?? usualInstant },
    scope: where === 'account' ? { type: 'account' } : { type: 'environment', environmentId: environmentId(where) },
  }
}

const folderNamed = (name: string) => (name === 'root' ? null : folderId(name))

/** How a resource is written, and what it is. */
const resourceForms: readonly (readonly [RegExp, (name: string) => ResourceName])[] = [
  [/^folder (.+)$/, (id) => ({ type: 'Folder', id })],
  [/^new folder in (.+)$/, (name) => ({ type: 'Folder', within: folderNamed(name) })],
  [/^new asset in (.+)$/, (name) => ({ type: 'Asset', within: folderNamed(name) })],
  [/^asset in (.+)$/, (name) => asset(name, true)],
  [/^restricted asset in (.+)$/, (name) => asset(name, false)],
  [/^collection (.+)$/, (id) => ({ type: 'Collection', id })],
  [/^new collection()$/, () => ({ type: 'Collection', within: null, dynamic: false })],
  [/^new dynamic collection()$/, () => ({ type: 'Collection', within: null, dynamic: true })],
  [/^feature (.+)$/, (id) => ({ type: 'Feature', id: `cld::global::${id}` })],
  [/^report (.+)$/, (id) => ({ type: 'Report', id })],
  [/^any (.+)$/, (type) => ({ type, id: null })],
]

const asset = (name: string, isPublic: boolean): ResourceName => ({
  ...{ type: 'Asset', id: 'asset', within: folderNamed(name) },
  attributes: { public: isPublic, resource_type: 'image' },
})

function readResource(text: string, attributes: CaseText['attributes']): ResourceName {
  for (const [form, make] of resourceForms) {
    const name = form.exec(text)?.[1]
    if (name !== undefined) return make(name)
  }
  const [type, id] = text.split(' ')
  if (type === undefined || id === undefined) throw new SyntaxError(`not a resource: ${text}`)
  return { type, id, ...(attributes !== undefined && { attributes }) }
}

/** How a step is written, and what it does. */
const stepForms: readonly (readonly [RegExp, (model: Model, ...words: string[]) => readonly Change[]])[] = [
  [/^delete (\S+) (\S+)$/, (model, noun = '', id = '') => deleteNamed(model, noun, id)],
  [/^make environment (\S+)$/, (model, id = '') => [model.put('environment', given.environment(id))]],
  [/^make user (\S+)$/, (model, id = '') => [model.put('user', given.user(id))]],
  [/^make group (\S+)$/, (model, id = '') => [model.put('group', given.group(id))]],
  [
    /^make folder (\S+) in (\S+)$/,
    (model, id = '', place = '') => [model.put('folder', given.folder(id, place, null))],
  ],
  [
    /^make collection (\S+) in (\S+)$/,
    (model, id = '', place = '') => [model.put('collection', given.collection(id, place, false))],
  ],
  [
    /^make role (\S+)$/,
    (model, id = '') => {
      const permissions = [fullId('permission', 'G::folder_and_asset_management::download')]
      return [model.put('role', given.role(id, { kind: 'global', level: 'environment' }, permissions))]
    },
  ],
  [/^move (\S+) to (\S+)$/, (model, id = '', parent = '') => [move(model, id, parent)]],
  [/^assign (.+) to (\S+)$/, (model, role = '', id = '') => [assign(model, principal('user', id), role)]],
  [
    /^let (\S+) into (\S+)$/,
    (model, id = '', place = '') => [model.put('environment_access', given.access(id, place))],
  ],
  [
    /^unassign the last of (\S+)$/,
    (model, id = '') => {
      const last = model
        .all('assignment')
        .filter((one) => one.principal.id === id)
        .at(-1)
      return last === undefined ? [] : model.delete('assignment', last)
    },
  ],
]

/** Does a step. @returns what changed */
export function takeStep(model: Model, text: string): readonly Change[] {
  for (const [form, take] of stepForms) {
    const words = form.exec(text)
    if (words !== null) return take(model, ...words.slice(1))
  }
  throw new SyntaxError(`not a step: ${text}`)
}

const deletable = ['user', 'group', 'folder', 'collection', 'role', 'environment'] as const

function deleteNamed(model: Model, noun: string, id: string): readonly Change[] {
  const known = deletable.find((one) => one === noun)
  const record = known === undefined ? undefined : model.find(known, id)
  if (known === undefined || record === undefined) throw new Error(`nothing to delete: ${noun} ${id}`)
  return model.delete(known, record)
}

function move(model: Model, id: string, parent: string): Change {
  const folder = model.find('folder', id)
  if (folder === undefined) throw new Error(`no folder to move: ${id}`)
  return model.put('folder', { ...folder, parentId: folderNamed(parent) })
}
