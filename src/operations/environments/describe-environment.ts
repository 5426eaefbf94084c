import type { ApiKeyRecord, EnvironmentRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import { mayReadKey } from '../keys/key-rules.ts'
import type { Deed } from '../operation.ts'
import { listAll } from '../paging.ts'

/** A key as an environment shows it. */
export interface EnvironmentKey {
  readonly key: ApiKeyRecord
  /** The secret, in the answer that made the key; null ever after. */
  readonly secret: string | null
}

/** An environment with those of its keys that the caller may read, in order of creation. */
export interface EnvironmentDetail {
  readonly environment: EnvironmentRecord
  readonly keys: readonly EnvironmentKey[]
}

/** Joins an environment with its keys. */
export async function describeEnvironment(
  environment: EnvironmentRecord,
  deed: Deed<Reader>,
): Promise<EnvironmentDetail> {
  const keys = await listAll<ApiKeyRecord>((page) =>
    deed.store.listApiKeys(environment.accountId, environment.id, page),
  )
  return { environment, keys: readable(keys, deed) }
}

/** As {@link describeEnvironment} for many, with one list of all keys. */
export async function describeEnvironments(
  environments: readonly EnvironmentRecord[],
  deed: Deed<Reader>,
): Promise<readonly EnvironmentDetail[]> {
  const all = await listAll<ApiKeyRecord>((page) => deed.store.list('api_key', deed.caller.accountId, page))
  const byEnvironment = Map.groupBy(all, ({ environmentId }) => environmentId)
  return environments.map((environment) => ({
    environment,
    keys: readable(byEnvironment.get(environment.id) ?? [], deed),
  }))
}

const readable = (keys: readonly ApiKeyRecord[], deed: Deed<Reader>): readonly EnvironmentKey[] =>
  keys
    .filter((key) => mayReadKey(key, deed))
    .sort((one, other) => one.createdAt - other.createdAt)
    .map((key) => ({ key, secret: null }))
