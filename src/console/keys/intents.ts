import type { Intent } from '../calls/preview.ts'
import { call } from '../calls/use-endpoint.ts'
import type { MadeKey, ShownKey } from './key.ts'

/** The call that changes a key; what is absent stays. */
export const changeIntent = ({ environmentId, id }: ShownKey): Intent =>
  environmentId === null
    ? { endpoint: 'updateAccountKey', input: { key: id, enabled: true } }
    : { endpoint: 'updateAccessKey', input: { sub_account_id: environmentId, key: id } }

/** The call that deletes a key. */
export const deleteIntent = ({ environmentId, id }: ShownKey): Intent =>
  environmentId === null
    ? { endpoint: 'deleteAccountKey', input: { key: id } }
    : { endpoint: 'deleteAccessKey', input: { sub_account_id: environmentId, key: id } }

/** The call that gives roles to a key, whichever they are. */
export const assignIntent = ({ type, id }: Pick<ShownKey, 'type' | 'id'>): Intent => ({
  endpoint: 'changePrincipalRoles',
  input: { type, id },
})

/** The call that makes a key; in an environment, or in the account. */
export const createIntent = (environmentId: string | null, name: string): Intent =>
  environmentId === null
    ? { endpoint: 'createAccountKey', input: { name } }
    : { endpoint: 'generateAccessKey', input: { sub_account_id: environmentId } }

/** What a key is made with. */
export interface NewKey {
  readonly name: string
  /** Empty: nothing is said. */
  readonly purpose: string
}

/** Makes a key. */
export async function createKey(environmentId: string | null, { name, purpose }: NewKey): Promise<MadeKey> {
  const named = { name, ...(purpose !== '' && { purpose }) }
  if (environmentId === null) {
    const { key, secret } = await call('createAccountKey', named)
    return { type: 'provisioningKey', id: key, name, secret }
  }
  const made = await call('generateAccessKey', { sub_account_id: environmentId, ...named })
  return { type: 'apiKey', id: made.api_key, name: made.name, secret: made.api_secret }
}

/** What can be changed of a key. */
export interface KeyChange {
  readonly name?: string
  /** Null takes it away. */
  readonly purpose?: string | null
  readonly enabled?: boolean
  /** Null takes the owner away. */
  readonly owner?: string | null
}

/** Changes a key. */
export const changeKey = ({ environmentId, id }: ShownKey, change: KeyChange): Promise<unknown> =>
  environmentId === null
    ? call('updateAccountKey', { key: id, ...change })
    : call('updateAccessKey', { sub_account_id: environmentId, key: id, ...change })

/** Deletes a key. */
export const deleteKey = ({ environmentId, id }: ShownKey): Promise<unknown> =>
  environmentId === null
    ? call('deleteAccountKey', { key: id })
    : call('deleteAccessKey', { sub_account_id: environmentId, key: id })
