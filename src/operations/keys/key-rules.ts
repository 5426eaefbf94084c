import { refusal, type Refusal } from '../../domain/errors.ts'
import { apiKeyId, environmentId, type EnvironmentId } from '../../domain/ids.ts'
import { principal } from '../../domain/principal.ts'
import type { ApiKeyRecord, EnvironmentRecord } from '../../domain/records.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Reader } from '../../store/store.ts'
import { getEnvironmentRecord } from '../environments/environment-rules.ts'
import type { Concern, Deed, NeedOf, Place } from '../operation.ts'
import { listAll } from '../paging.ts'

/** What the keys of one environment are named by. */
export interface KeysPlace {
  readonly environmentId: string
}

/** What one key is named by. */
export interface NamedKey extends KeysPlace {
  readonly keyId: string
}

/** Where a key is as a resource. */
export const placeOfKey = ({ id, environmentId }: Pick<ApiKeyRecord, 'id' | 'environmentId'>): Place => ({
  resource: { type: 'APIKey', id },
  scope: { type: 'environment', environmentId },
})

/** Tells whether the caller may read a key: nothing shows it any other. */
export const mayReadKey = (key: ApiKeyRecord, deed: Deed<Reader>): boolean => deed.may('read', placeOfKey(key))

/** The need to do something to keys of an environment in general: to make one, to list them. */
export const needOnKeys = (action: string): NeedOf<KeysPlace> => ({
  action,
  on: ['APIKey'],
  level: 'environment',
  of: ({ environmentId: id }, _, engine) => placesIn(id, null, engine),
})

/** The need to do something to the key that an input names. */
export const needOnKey = (action: string): NeedOf<NamedKey> => ({
  action,
  on: ['APIKey'],
  level: 'environment',
  of: ({ environmentId: id, keyId }, _, engine) => placesIn(id, keyId, engine),
})

/** The version of the key that an input names. */
export const concernsKey: Concern<NamedKey> = {
  noun: 'api_key',
  keyOf: ({ keyId }, accountId) => ({ accountId, id: apiKeyId(keyId) }),
}

/** Stands for a key that doesn't exist; no key has an empty id. */
const noKey = apiKeyId('')

/**
 * Where the keys of an environment, or one of them, are as a resource. A key of another environment is as none. An
 * environment that doesn't exist could be any, so the question is asked in all that are open: only who may do it in them
 * all learns that it doesn't exist.
 */
function placesIn(sent: string, keyId: string | null, { snapshot }: Engine): readonly Place[] {
  const { environments, holders } = snapshot
  const id = environmentId(sent)
  const number = environments.number(id)
  if (!environments.isKnown(number)) {
    const open = environments.numbers().filter((one) => environments.isEnabled(one))
    const ids: readonly EnvironmentId[] =
      open.length === 0 ? [id] : open.map((one) => environmentId(environments.id(one)))
    return ids.map((one) => placeOfKey({ id: noKey, environmentId: one }))
  }
  if (keyId === null)
    return [{ resource: { type: 'APIKey', id: null }, scope: { type: 'environment', environmentId: id } }]
  const holder = holders.find(principal('api_key', keyId))
  const isHere = holder?.isKnown === true && holder.environments[0] === number
  return [placeOfKey({ id: isHere ? apiKeyId(keyId) : noKey, environmentId: id })]
}

/** @throws Refusal `not_found` when the environment has no such key */
export async function getKeyRecord(deed: Deed<Reader>, { environmentId: id, keyId }: NamedKey): Promise<ApiKeyRecord> {
  const environment = await getEnvironmentRecord(deed, id)
  const record = await deed.store.find('api_key', { accountId: environment.accountId, id: apiKeyId(keyId) })
  if (record?.environmentId === environment.id) return record
  throw refusal('not_found', { what: 'key' }, { fields: [{ name: 'keyId', value: keyId }] })
}

/** Lists the keys of an environment. @throws Refusal `not_found` when the account has no such environment */
export async function listKeyRecords(deed: Deed<Reader>, id: string): Promise<readonly ApiKeyRecord[]> {
  return listKeysOf(await getEnvironmentRecord(deed, id), deed)
}

/** Lists the keys of an environment that is there. */
export const listKeysOf = (
  { accountId, id }: Pick<EnvironmentRecord, 'accountId' | 'id'>,
  deed: Deed<Reader>,
): Promise<readonly ApiKeyRecord[]> => listAll<ApiKeyRecord>((page) => deed.store.listApiKeys(accountId, id, page))

/** @throws Refusal `key_name_taken`: keys can be deleted by name, so it must tell which one is meant */
export function requireFreeName(name: string, others: readonly ApiKeyRecord[]): void {
  if (others.some((key) => key.name === name)) {
    throw refusal('key_name_taken', { name }, { fields: [{ name: 'name', value: name }] })
  }
}

/** What keys can be set apart for. */
const purposes = ['webhooks']

/** Reads what a key is set apart for, each once. @throws Refusal `invalid_fields` */
export function readPurposes(sent: readonly string[]): readonly string[] {
  const strange = sent.find((one) => !purposes.includes(one))
  if (strange !== undefined) throw invalid('dedicatedFor', strange)
  return purposes.filter((one) => sent.includes(one))
}

const invalid = (name: string, value: unknown): Refusal =>
  refusal('invalid_fields', undefined, { fields: [{ name, value }] })
