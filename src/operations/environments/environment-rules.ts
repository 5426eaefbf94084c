import { refusal, type Refusal } from '../../domain/errors.ts'
import { environmentId } from '../../domain/ids.ts'
import type { EnvironmentRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import type { Concern, Deed, NeedOf } from '../operation.ts'
import { inAccount } from '../operation.ts'
import { longest } from '../roles/role-rules.ts'

/** What an environment is named by. */
export interface NamedEnvironment {
  readonly environmentId: string
}

/** The need to do something to the environment that an input names. */
export const needOnEnvironment = (action: string): NeedOf<NamedEnvironment> => ({
  action,
  on: ['ProductEnvironment'],
  level: 'account',
  of: ({ environmentId: id }) => [inAccount('ProductEnvironment', environmentId(id))],
})

/** The version of the environment that an input names. */
export const concernsEnvironment: Concern<NamedEnvironment> = {
  noun: 'environment',
  keyOf: ({ environmentId: id }, accountId) => ({ accountId, id: environmentId(id) }),
}

/** @throws Refusal `not_found` when the account has no such environment */
export async function getEnvironmentRecord(deed: Deed<Reader>, id: string): Promise<EnvironmentRecord> {
  const key = { accountId: deed.caller.accountId, id: environmentId(id) }
  const record = await deed.store.find('environment', key)
  if (record !== undefined) return record
  throw refusal('not_found', { what: 'environment' }, { fields: [{ name: 'environmentId', value: id }] })
}

/** Names that stand for something else in addresses and files. */
const reserved = ['all', 'provisioning']

/** Reads a cloud name: 1 to 63 of `a` to `z`, digits, `_` and `-`. @throws Refusal `invalid_fields` */
export function readCloudName(sent: string): string {
  if (/^[a-z0-9_-]{1,63}$/.test(sent) && !reserved.includes(sent)) return sent
  throw invalid('cloudName', sent)
}

/** @throws Refusal `cloud_name_taken`, whichever account has it: cloud names are unique in the installation */
export async function requireFreeCloudName(
  deed: Deed<Reader>,
  cloudName: string,
  own: EnvironmentRecord | null,
): Promise<void> {
  const taken = await deed.store.findEnvironmentByCloudName(cloudName)
  if (taken === undefined || (taken.accountId === own?.accountId && taken.id === own.id)) return
  throw refusal('cloud_name_taken', { name: cloudName }, { fields: [{ name: 'cloudName', value: cloudName }] })
}

const longestSlug = 40

/** A free cloud name like the environment's name; with something random behind it where that is taken. */
export async function generateCloudName(deed: Deed<Reader>, name: string): Promise<string> {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? []
  const slug = words.join('-').slice(0, longestSlug).replace(/-$/, '')
  const isFree =
    slug !== '' && !reserved.includes(slug) && (await deed.store.findEnvironmentByCloudName(slug)) === undefined
  return isFree ? slug : [...(slug === '' ? [] : [slug]), deed.house.ids.environment().slice(0, 12)].join('-')
}

const maxAttributes = 50

/**
 * Reads custom attributes: at most 50 texts by name.
 *
 * @throws Refusal `invalid_fields`
 */
export function readAttributes(sent: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const entries = Object.entries(sent)
  if (entries.length > maxAttributes) throw invalid('customAttributes', `${entries.length} attributes`)
  const read = entries.map(([name, value]): readonly [string, string] => {
    if (!isFineText(name, longest.name) || name === '') throw invalid('customAttributes', name)
    if (typeof value !== 'string' || !isFineText(value, longest.description))
      throw invalid('customAttributes', { [name]: value })
    return [name, value]
  })
  return Object.fromEntries(read)
}

const isFineText = (text: string, most: number): boolean =>
  text.length <= most && !text.includes('\0') && text.isWellFormed()

const invalid = (name: string, value: unknown): Refusal =>
  refusal('invalid_fields', undefined, { fields: [{ name, value }] })
