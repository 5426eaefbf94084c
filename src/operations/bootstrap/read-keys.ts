import { accountKeyId, apiKeyId } from '../../domain/ids.ts'
import type { EnvironmentRecord } from '../../domain/records.ts'
import type { Drafting } from './draft.ts'
import type { ObjectReader, Placed } from './fields.ts'
import { readObject, textRules } from './fields.ts'

const names = ['name', 'purpose', 'key', 'secret', 'enabled', 'roles']

/** Who makes what a bootstrap file describes, as keys note it, and who owns it. */
const makers = { createdBy: 'operator:bootstrap', ownerId: null }

/** Reads account management keys. */
export function readAccountKeys(drafting: Drafting, list: readonly Placed[]): void {
  for (const placed of list) {
    const key = readKey(drafting, placed, null)
    if (key === undefined) continue
    const id = accountKeyId(key.id)
    const { name, purpose, isEnabled } = key
    drafting.accountKeys.push({ ...drafting.stamp, id, name, purpose, isEnabled, ...makers })
    drafting.pending.push({ holder: { type: 'account_key', id }, home: null, entries: key.reader.list('roles') })
  }
}

/** Reads the API keys of one environment; the first is its root key. */
export function readApiKeys(drafting: Drafting, list: readonly Placed[], home: EnvironmentRecord): void {
  for (const [position, placed] of list.entries()) {
    const key = readKey(drafting, placed, home)
    if (key === undefined) continue
    const id = apiKeyId(key.id)
    const { name, purpose, isEnabled } = key
    const made = { isRoot: position === 0, dedicatedFor: [], ...makers }
    drafting.apiKeys.push({ ...drafting.stamp, id, environmentId: home.id, name, purpose, isEnabled, ...made })
    drafting.pending.push({ holder: { type: 'api_key', id }, home, entries: key.reader.list('roles') })
  }
}

interface ReadKey {
  readonly id: string
  readonly name: string
  readonly purpose: string | null
  readonly isEnabled: boolean
  readonly reader: ObjectReader
}

function readKey(drafting: Drafting, placed: Placed, home: EnvironmentRecord | null): ReadKey | undefined {
  const { blame, ids, keyIds } = drafting
  const reader = readObject(placed, names, blame)
  if (reader === undefined) return undefined
  const name = reader.text('name', textRules.name) ?? ''
  const given = reader.optionalText('key', textRules.key)
  keyIds.add(given, reader.at('key'))
  const secret = reader.optionalText('secret', textRules.secret)
  const kind = home === null ? 'account_key' : 'api_key'
  const id = given ?? (home === null ? ids.accountKey() : ids.apiKey())
  drafting.keys.push({
    kind,
    id,
    name,
    cloudName: home?.cloudName ?? null,
    secret: secret ?? ids.secret(),
    isGenerated: given === undefined || secret === undefined,
  })
  const purpose = reader.optionalText('purpose', textRules.description) ?? null
  return { id, name, purpose, isEnabled: reader.flag('enabled', true), reader }
}
