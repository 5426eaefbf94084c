import { canonicalRoleId } from '../../domain/catalogue/aliases.ts'
import { findRole } from '../../domain/catalogue/system-catalogue.ts'
import type { AssignmentRecord, RoleRecord } from '../../domain/records.ts'
import type { Parameter, Role } from '../../domain/role.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { Drafting, PendingRoles, Place } from './draft.ts'
import type { ObjectReader, Placed } from './fields.ts'
import { listOf, OnlyOnce, readObject, readText, textRules } from './fields.ts'

/**
 * Turns the role entries of all principals into assignments, in the order of the file; everything they may name must
 * have been read.
 *
 * An entry is a role's id, or an object with `role`, `environment` (a cloud name or `all`; `environments` for several),
 * `folder`, `collection`. A role of the account stands alone; one of an API key counts in the key's own environment; one
 * of an account management key given by its id alone counts in all of them.
 */
export function assignRoles(drafting: Drafting): void {
  for (const pending of drafting.pending) {
    const once = new OnlyOnce(drafting.blame)
    for (const placed of pending.entries) {
      const entry = readEntry(drafting, placed)
      if (entry === undefined) continue
      for (const { reach, place } of readReaches(drafting, pending, entry)) {
        const parameter = readParameter(drafting, entry, place)
        if (parameter === undefined) continue
        once.add(entry.role.id, entry.path, JSON.stringify([entry.role.id, reach, parameter]))
        drafting.assignments.push(makeAssignment(drafting, pending, entry.role, reach, parameter))
      }
    }
  }
}

type NamedRole = Pick<Role | RoleRecord, 'id' | 'kind' | 'level'>

interface Entry {
  readonly role: NamedRole
  readonly path: string
  /** Null for a role's id alone. */
  readonly reader: ObjectReader | null
}

function readEntry(drafting: Drafting, placed: Placed): Entry | undefined {
  const { blame } = drafting
  const isObject = typeof placed.value !== 'string'
  const reader = isObject
    ? readObject(placed, ['role', 'environment', 'environments', 'folder', 'collection'], blame)
    : null
  if (reader === undefined) return undefined
  const text = reader === null ? readText(placed, textRules.name, blame) : reader.text('role', textRules.name)
  if (text === undefined) return undefined
  const role = findNamedRole(drafting, text)
  if (role === undefined) {
    blame(reader === null ? placed.path : reader.at('role'), `no role \`${text}\``)
    return undefined
  }
  return { role, path: placed.path, reader }
}

/** A system role by any spelling of its id, a custom role by its id, or by its name when only one has that name. */
function findNamedRole({ catalogue, roles }: Drafting, text: string): NamedRole | undefined {
  const found = findRole(catalogue, canonicalRoleId(text, catalogue)) ?? roles.find(({ id }) => id === text)
  if (found !== undefined) return found
  const named = roles.filter(({ name }) => name === text)
  return named.length === 1 ? named[0] : undefined
}

/** Where a role is to count; `place` is what a folder or a collection is looked up in. */
interface Reach {
  readonly reach: ReachScope
  readonly place: Place | null
}

/** None when something is wrong with the entry. */
function readReaches(drafting: Drafting, pending: PendingRoles, entry: Entry): readonly Reach[] {
  const { role, reader } = entry
  const words = (['environment', 'environments'] as const).filter((word) => reader?.has(word))
  if (role.level === 'account') return readAccountReach(drafting, pending, entry, words)
  const [word] = words
  if (reader === null || word === undefined) return readImpliedReach(drafting, pending, entry)
  if (words.length > 1) {
    drafting.blame(reader.at('environments'), 'must not stand beside `environment`')
    return []
  }
  const { value, path } = reader.any(word)
  const elements =
    typeof value === 'string' || word === 'environment' ? [{ value, path }] : listOf({ value, path }, drafting.blame)
  if (Array.isArray(value) && elements.length === 0) drafting.blame(path, 'must not be empty')
  return elements.flatMap((element) => readReach(drafting, pending, entry, element))
}

function readAccountReach(
  { blame }: Drafting,
  { home }: PendingRoles,
  { role, path, reader }: Entry,
  words: readonly string[],
): readonly Reach[] {
  if (home !== null) {
    blame(path, `\`${role.id}\` is a role of the account, and an API key acts in its environment only`)
    return []
  }
  for (const word of words) blame(reader?.at(word) ?? path, `must be absent: \`${role.id}\` is a role of the account`)
  return words.length > 0 ? [] : [{ reach: { type: 'account' }, place: null }]
}

/** Where a role counts that doesn't say so itself. */
function readImpliedReach(
  drafting: Drafting,
  { holder, home }: PendingRoles,
  { role, path, reader }: Entry,
): readonly Reach[] {
  if (home !== null) return reachOf(drafting, home.cloudName)
  if (holder.type === 'account_key' && reader === null && role.kind === 'global') return [everywhere]
  drafting.blame(path, `\`${role.id}\` needs \`environment\`: a cloud name or \`all\``)
  return []
}

const everywhere: Reach = { reach: { type: 'environment', environmentId: 'all' }, place: null }

function readReach(drafting: Drafting, { home }: PendingRoles, { role }: Entry, element: Placed): readonly Reach[] {
  const { blame } = drafting
  const cloudName = readText(element, textRules.name, blame)
  if (cloudName === undefined) return []
  if (home !== null && cloudName !== home.cloudName) {
    blame(element.path, `must be \`${home.cloudName}\`: an API key acts in its environment only`)
    return []
  }
  if (cloudName !== 'all') {
    const reaches = reachOf(drafting, cloudName)
    if (reaches.length === 0) blame(element.path, `no environment \`${cloudName}\``)
    return reaches
  }
  if (role.kind === 'global') return [everywhere]
  blame(element.path, `must be one environment: \`${role.id}\` is a ${role.kind} role`)
  return []
}

function reachOf({ placeByCloudName }: Drafting, cloudName: string): readonly Reach[] {
  const place = placeByCloudName.get(cloudName)
  if (place === undefined) return []
  return [{ reach: { type: 'environment', environmentId: place.environment.id }, place }]
}

/** The folder or collection of a content role, null for a global one; undefined when something is wrong. */
function readParameter({ blame }: Drafting, entry: Entry, place: Place | null): Parameter | null | undefined {
  const { role, path, reader } = entry
  const strangers = (['folder', 'collection'] as const).filter((word) => word !== role.kind && reader?.has(word))
  for (const word of strangers) blame(reader?.at(word) ?? path, `must be absent: \`${role.id}\` is a ${role.kind} role`)
  if (strangers.length > 0) return undefined
  if (role.kind === 'global') return null
  if (reader?.has(role.kind) !== true || place === null) {
    blame(path, `\`${role.id}\` is a ${role.kind} role and needs \`${role.kind}\``)
    return undefined
  }
  const name = reader.text(role.kind, pathText)
  if (name === undefined) return undefined
  const parameter = findParameter(role.kind, name, place)
  if (parameter === undefined) {
    blame(reader.at(role.kind), `no ${role.kind} \`${name}\` in environment \`${place.environment.cloudName}\``)
  }
  return parameter
}

/** The path of a folder or the name of a collection. */
const pathText = { ...textRules.name, maxLength: 4000 }

function findParameter(type: Parameter['type'], name: string, place: Place): Parameter | undefined {
  if (type === 'folder') {
    const id = place.folderIdByPath.get(name)
    return id === undefined ? undefined : { type, id }
  }
  const id = place.collectionIdByName.get(name)
  return id === undefined ? undefined : { type, id }
}

const makeAssignment = (
  { stamp, ids }: Drafting,
  { holder }: PendingRoles,
  role: NamedRole,
  reach: ReachScope,
  parameter: Parameter | null,
): AssignmentRecord => ({
  ...stamp,
  id: ids.assignment(),
  principal: holder,
  roleId: role.id,
  reach,
  parameter,
  expiresAt: null,
})
