import { refusal } from '../../domain/errors.ts'
import { principal } from '../../domain/principal.ts'
import type { ApiKeyRecord } from '../../domain/records.ts'
import { deleteCascade } from '../../store/cascade.ts'
import type { Transaction } from '../../store/store.ts'
import { getEnvironmentRecord } from '../environments/environment-rules.ts'
import { writing, type Deed } from '../operation.ts'
import { readNaming } from '../roles/role-rules.ts'
import { gainsOfHolding } from '../users/held-gains.ts'
import {
  concernsKey,
  getKeyRecord,
  listKeyRecords,
  listKeysOf,
  needOnKey,
  needOnKeys,
  placeOfKey,
  readPurposes,
  requireFreeName,
  type KeysPlace,
  type NamedKey,
} from './key-rules.ts'
import { describeKey, type KeyDetail } from './describe-keys.ts'
import { needOnOwner, readOwner, type NamedOwner } from './key-owner.ts'
import { readPurpose, type NamedPurpose } from './key-purpose.ts'
import { makeKey, type MadeKey, type Making } from './make-key.ts'

/** What a new key is made of. */
export interface KeyCreation extends KeysPlace, NamedPurpose {
  /** Null: one is made up. */
  readonly name: string | null
  readonly isEnabled: boolean
}

/** Makes a key. It has no roles, so nobody gains anything by it. */
export const createKey = writing<KeyCreation, MadeKey>({
  name: 'api-key.create',
  concerns: { noun: 'api_key', keyOf: null },
  summary: 'Make an API key, which has no permissions yet; its secret is shown this once.',
  access: { type: 'requires', needs: [needOnKeys('create')] },
  run: async (input, deed) => {
    const environment = await getEnvironmentRecord(deed, input.environmentId)
    const others = await listKeysOf(environment, deed)
    const name = input.name === null ? freeName(others) : readNaming({ name: input.name, description: null }).name
    requireFreeName(name, others)
    const purpose = readPurpose(input, null)
    return makeApiKey({ environmentId: environment.id, name, purpose, isEnabled: input.isEnabled, isRoot: false }, deed)
  },
})

/** Makes an API key; the caller has seen to its name. */
export const makeApiKey = (
  wanted: Pick<ApiKeyRecord, 'environmentId' | 'name' | 'purpose' | 'isEnabled' | 'isRoot'>,
  making: Making,
): Promise<MadeKey> => makeKey('api_key', (begun) => ({ ...begun, ...wanted, dedicatedFor: [] }), making)

/** `Untitled`, or the first `Untitled 2`, `Untitled 3` … that no key is called. */
function freeName(others: readonly ApiKeyRecord[]): string {
  const taken = new Set(others.map(({ name }) => name))
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'Untitled' : `Untitled ${number}`
    if (!taken.has(name)) return name
  }
}

/** What changes of a key; null stays as it is. */
export interface KeyChange extends NamedKey, NamedOwner, NamedPurpose {
  readonly name: string | null
  /** Whoever enables a key must hold what it holds. */
  readonly isEnabled: boolean | null
  /** All of it anew. No other key of the environment is set apart for the same afterwards. */
  readonly dedicatedFor: readonly string[] | null
}

/** Changes a key. */
export const updateKey = writing<KeyChange, KeyDetail>({
  name: 'api-key.update',
  summary: 'Rename, enable or disable an API key, say what it is for, give it an owner, or set it apart for webhooks.',
  concerns: concernsKey,
  access: { type: 'requires', needs: [needOnKey('update'), needOnOwner] },
  gains: async (input, deed) => {
    const standing = await getKeyRecord(deed, input)
    if (input.isEnabled !== true || standing.isEnabled) return []
    return gainsOfHolding(principal('api_key', standing.id), deed)
  },
  run: async (input, deed) => {
    const standing = await getKeyRecord(deed, input)
    const others = (await listKeyRecords(deed, standing.environmentId)).filter(({ id }) => id !== standing.id)
    const name = input.name === null ? standing.name : readNaming({ name: input.name, description: null }).name
    if (name !== standing.name) requireFreeName(name, others)
    const dedicatedFor = input.dedicatedFor === null ? standing.dedicatedFor : readPurposes(input.dedicatedFor)
    const ownerId = await readOwner(input, standing.ownerId, deed)
    const changed = {
      ...{ ...standing, name, purpose: readPurpose(input, standing.purpose), dedicatedFor, ownerId },
      isEnabled: input.isEnabled ?? standing.isEnabled,
    }
    await takeAway(dedicatedFor, others, deed)
    return describeKey(await put(standing, changed, deed), deed)
  },
})

/** Takes purposes from the keys that have them. @throws Refusal `denied` when the caller may not change one of those */
async function takeAway(
  purposes: readonly string[],
  others: readonly ApiKeyRecord[],
  deed: Deed<Transaction>,
): Promise<void> {
  for (const other of others) {
    const dedicatedFor = other.dedicatedFor.filter((one) => !purposes.includes(one))
    if (dedicatedFor.length === other.dedicatedFor.length) continue
    requireMay('update', other, deed)
    await put(other, { ...other, dedicatedFor }, deed)
  }
}

async function put(standing: ApiKeyRecord, changed: ApiKeyRecord, deed: Deed<Transaction>): Promise<ApiKeyRecord> {
  const isSame = JSON.stringify(changed) === JSON.stringify(standing)
  const record = isSame ? standing : { ...changed, updatedAt: deed.at }
  await deed.store.put('api_key', record)
  return record
}

/** Deletes a key; what it held is gone with it, and its value is never given again. */
export const deleteKey = writing<NamedKey, undefined>({
  name: 'api-key.delete',
  summary: 'Delete an API key.',
  concerns: concernsKey,
  access: { type: 'requires', needs: [needOnKey('delete')] },
  run: async (input, deed) => {
    await deleteCascade(deed.store, 'api_key', await getKeyRecord(deed, input))
    return undefined
  },
})

/** Deletes the one key that has a name, as far as the caller can tell. */
export const deleteKeyByName = writing<KeysPlace & { readonly name: string }, undefined>({
  name: 'api-key.delete-by-name',
  summary: 'Delete an API key by its name.',
  access: { type: 'requires', needs: [needOnKeys('delete')] },
  run: async ({ environmentId: id, name }, deed) => {
    const named = (await listKeyRecords(deed, id)).filter((key) => key.name === name.normalize('NFC'))
    const [key, ...others] = named.filter((one) => deed.sees(placeOfKey(one)))
    const fields = [{ name: 'name', value: name }]
    if (key === undefined) throw refusal('not_found', { what: 'key' }, { fields })
    if (others.length > 0) throw refusal('key_name_ambiguous', { name }, { fields })
    requireMay('delete', key, deed)
    await deleteCascade(deed.store, 'api_key', key)
    return undefined
  },
})

/** @throws Refusal `denied`, which names no key that the caller couldn't read */
function requireMay(action: string, key: ApiKeyRecord, deed: Deed<Transaction>): void {
  const place = placeOfKey(key)
  if (deed.may(action, place)) return
  const { scope } = place
  const shown = deed.sees(place) ? place : { resource: { type: 'APIKey', id: null }, scope }
  throw refusal('denied', undefined, { denial: { needs: [{ action, ...shown }], lacks: [] } })
}
