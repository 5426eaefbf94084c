import type { ChangeEntry } from '../../domain/change.ts'
import type { AccountId } from '../../domain/ids.ts'
import { roleId } from '../../domain/ids.ts'
import { principalTypes } from '../../domain/principal.ts'
import type { Noun, Records } from '../../domain/records.ts'
import type { Engine } from '../../engine/engine.ts'
import type { KeyOf, Reader } from '../../store/store.ts'
import { referencesOf, type Reference } from './is-about.ts'

/** The nouns whose records have an id and a name. */
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
] as const satisfies readonly Noun[]

/**
 * Finds what the records are called that entries of the change log speak of: as they are called now, else as the entries
 * last called them.
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
  return names
}

const keyOf = ({ noun, id }: Reference): string => `${noun}:${id}`

const distinct = (references: readonly Reference[]): Iterable<Reference> =>
  new Map(references.map((one) => [keyOf(one), one])).values()

function referencesOfEntry({ by, changes }: ChangeEntry): readonly Reference[] {
  const author = principalTypes.find((type) => type === by.type)
  return [...(author === undefined ? [] : [{ noun: author, id: by.id }]), ...changes.flatMap(referencesOf)]
}

/** Entries come newest first, so the first name is the last one. */
function noteName(names: Map<string, string>, noun: Noun, { id, name }: Readonly<Record<string, unknown>>): void {
  if (typeof id !== 'string' || typeof name !== 'string') return
  const key = keyOf({ noun, id })
  if (!names.has(key)) names.set(key, name)
}

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
  return record?.name
}
