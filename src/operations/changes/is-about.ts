import type { Change } from '../../domain/change.ts'
import type { Noun } from '../../domain/records.ts'

/** A record by its noun and its id. */
export interface Reference {
  readonly noun: Noun
  readonly id: string
}

/** The fields of records that name another record, and what they name. */
const referringFields: Readonly<Record<string, Noun>> = {
  environmentId: 'environment',
  userId: 'user',
  groupId: 'group',
  roleId: 'role',
  folderId: 'folder',
  parentId: 'folder',
  collectionId: 'collection',
  assetId: 'asset',
  proofId: 'proof',
  ownerId: 'user',
}

/** Tells whether a change made, changed or removed a record, or speaks of it. */
export const isAbout = (change: Change, { noun, id }: Reference): boolean =>
  referencesOf(change).some((one) => one.noun === noun && one.id === id)

/** What a change speaks of: the record itself, where it has an id, and those that it names before and after. */
export function referencesOf({ noun, before, after }: Change): readonly Reference[] {
  return [before, after].flatMap((record) => (record === null ? [] : referencesOfRecord(noun, { ...record })))
}

function referencesOfRecord(noun: Noun, record: Readonly<Record<string, unknown>>): readonly Reference[] {
  const own = record.id ?? record.name
  return [
    ...(typeof own === 'string' ? [{ noun, id: own }] : []),
    ...Object.entries(record).flatMap(([field, value]) => referencesIn(field, value)),
  ]
}

function referencesIn(field: string, value: unknown): readonly Reference[] {
  const named = referringFields[field]
  if (named !== undefined && typeof value === 'string') return [{ noun: named, id: value }]
  if (typeof value !== 'object' || value === null) return []
  if (field === 'reach' && 'environmentId' in value) return referencesIn('environmentId', value.environmentId)
  if ((field === 'principal' || field === 'parameter') && 'type' in value && 'id' in value) {
    return isNounWithId(value.type) && typeof value.id === 'string' ? [{ noun: value.type, id: value.id }] : []
  }
  return []
}

const isNounWithId = (type: unknown): type is Noun =>
  typeof type === 'string' && ['user', 'group', 'api_key', 'account_key', 'folder', 'collection'].includes(type)
