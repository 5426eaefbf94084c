import type { Change, ChangeEntry } from '../../domain/change.ts'
import type { AccountId } from '../../domain/ids.ts'
import { roleId } from '../../domain/ids.ts'
import { principalTypes } from '../../domain/principal.ts'
import type { Noun, Records } from '../../domain/records.ts'
import type { Engine } from '../../engine/engine.ts'
import type { KeyOf, Reader } from '../../store/store.ts'
import { referencesOf, type Reference } from './is-about.ts'

/** The nouns whose records have an id and something to be called by. */
const named = [
  'environment',
  'user',
  'group',
  'api_key',
  'account_key',
  'role',
  'custom_policy',
  'folder',
  'collection',
  'asset',
  'proof',
] as const satisfies readonly Noun[]

/**
 * Finds what the records and the system permissions are called that entries of the change log speak of: as they are called
 * now, else as the entries last called them.
 *
 * @returns names by noun and id: `role:thing`
 */
export async function nameReferences(
  entries: readonly ChangeEntry[],
  accountId: AccountId,
  store: Reader,
  engine: Engine,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const { changes } of entries) {
    for (const { noun, before, after } of changes) noteName(names, noun, { ...(after ?? before) })
  }
  for (const reference of distinct(entries.flatMap(referencesOfEntry))) {
    const name = await findName(reference, accountId, store, engine)
    if (name !== undefined) names.set(keyOf(reference), name)
  }
  for (const { id, name } of engine.snapshot.catalogue.permissions) {
    if (isInAny(entries, id)) names.set(`permission:${id}`, name)
  }
  return names
}

const isInAny = (entries: readonly ChangeEntry[], permissionId: string): boolean =>
  entries.some(({ changes }) => changes.some((change) => permissionsIn(change).includes(permissionId)))

const permissionsIn = ({ noun, before, after }: Change): readonly string[] =>
  noun === 'role' ? [...(before?.permissionIds ?? []), ...(after?.permissionIds ?? [])] : []

const keyOf = ({ noun, id }: Reference): string => `${noun}:${id}`

const distinct = (references: readonly Reference[]): Iterable<Reference> =>
  new Map(references.map((one) => [keyOf(one), one])).values()

function referencesOfEntry({ by, changes }: ChangeEntry): readonly Reference[] {
  const author = principalTypes.find((type) => type === by.type)
  const own = author === undefined ? [] : [{ noun: author, id: by.id }]
  return [...own, ...changes.flatMap(referencesOf), ...changes.flatMap(mentionsIn)]
}

/** Who made or added a record, and what else its fields name, which the change isn't about. */
function mentionsIn({ before, after }: Change): readonly Reference[] {
  return [before, after].flatMap((record) =>
    Object.entries(record ?? {}).flatMap(([field, value]: [string, unknown]) => mentionedBy(field, value)),
  )
}

function mentionedBy(field: string, value: unknown): readonly Reference[] {
  if (field === 'assetIds' && Array.isArray(value)) return value.flatMap((id) => mentionedBy('assetId', id))
  if (field === 'reviewers' && Array.isArray(value)) return value.flatMap((one) => mentionedBy('target', one))
  if (typeof value === 'string') {
    if (assetFields.includes(field)) return [{ noun: 'asset', id: value }]
    const [, type, id] = makerFields.includes(field) ? (/^(\w+):(.+)$/s.exec(value) ?? []) : []
    return isNamed(type) && id !== undefined ? [{ noun: type, id }] : []
  }
  if (field !== 'target' || typeof value !== 'object' || value === null) return []
  const { type, id } = value as { readonly type?: unknown; readonly id?: unknown }
  return isNamed(type) && typeof id === 'string' ? [{ noun: type, id }] : []
}

const assetFields: readonly string[] = ['assetId', 'relatedId', 'coverAssetId']
const makerFields: readonly string[] = ['createdBy', 'addedBy']

const isNamed = (type: unknown): type is (typeof named)[number] => named.some((one) => one === type)

/** Entries come newest first, so the first name is the last one. */
function noteName(names: Map<string, string>, noun: Noun, record: Readonly<Record<string, unknown>>): void {
  const name = calledBy(record)
  if (typeof record['id'] !== 'string' || name === undefined) return
  const key = keyOf({ noun, id: record['id'] })
  if (!names.has(key)) names.set(key, name)
}

/** What a record is called by, whichever field its noun has for it. */
const calledBy = (record: Readonly<Record<string, unknown>>): string | undefined =>
  ['name', 'title', 'label', 'publicId'].map((field) => record[field]).find((text) => typeof text === 'string')

async function findName(
  { noun, id }: Reference,
  accountId: AccountId,
  store: Reader,
  engine: Engine,
): Promise<string | undefined> {
  if (noun === 'role') return engine.snapshot.roles.find(roleId(id))?.name
  const known = named.find((one) => one === noun)
  if (known === undefined) return undefined
  // Each of these nouns is found by the account and an id; the compiler sees one key for all of them.
  const record: Records[typeof known] | undefined = await store.find(known, { accountId, id } as KeyOf<typeof known>)
  return record === undefined ? undefined : calledBy({ ...record })
}
