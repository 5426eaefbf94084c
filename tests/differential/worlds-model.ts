// One account as plain records, changed as the store would change it: dependents go before what they depend on.
import type { Change } from '../../src/domain/change.ts'
import type { collaborationNouns } from '../../src/domain/collaboration-records.ts'
import type { libraryNouns } from '../../src/domain/library-records.ts'
import type { Noun, Records } from '../../src/domain/records.ts'

type Tables = { readonly [N in Noun]: Map<string, Records[N]> }

/** No record of a library: no decision needs one. */
const noLibrary = (): Pick<Tables, (typeof libraryNouns)[number] | (typeof collaborationNouns)[number]> => ({
  library_settings: new Map(),
  asset: new Map(),
  asset_version: new Map(),
  upload_preset: new Map(),
  upload_mapping: new Map(),
  transformation: new Map(),
  metadata_field: new Map(),
  metadata_rule: new Map(),
  collection_asset: new Map(),
  asset_relation: new Map(),
  proof: new Map(),
  proof_comment: new Map(),
  proof_decision: new Map(),
  public_link: new Map(),
})

/** The order in which the store loads: assignments last. */
const loadOrder = [
  ...([
    'account',
    'environment',
    'user',
    'group',
    'membership',
    'environment_access',
    'api_key',
    'account_key',
  ] as const),
  ...(['role', 'custom_policy', 'folder', 'collection', 'assignment'] as const),
]

/** Makes a change of one record, with the noun's own types. */
export const changeOf = <N extends Noun>(noun: N, before: Records[N] | null, after: Records[N] | null): Change =>
  // The compiler can't follow that one noun's records make one of the union.
  ({ noun, before, after }) as Change

/** The records of one account. */
export class Model {
  readonly #tables: Tables = {
    account: new Map(),
    environment: new Map(),
    user: new Map(),
    group: new Map(),
    membership: new Map(),
    environment_access: new Map(),
    api_key: new Map(),
    account_key: new Map(),
    role: new Map(),
    custom_policy: new Map(),
    assignment: new Map(),
    folder: new Map(),
    collection: new Map(),
    ...noLibrary(),
  }

  all<N extends Noun>(noun: N): readonly Records[N][] {
    return [...this.#tables[noun].values()]
  }

  find<N extends Noun>(noun: N, key: string): Records[N] | undefined {
    return this.#tables[noun].get(key)
  }

  /** Takes over one change as it stands. */
  take({ noun, before, after }: Change): void {
    const table: Map<string, Records[Noun]> = this.#tables[noun]
    if (before !== null) table.delete(keyOf(noun, before))
    if (after !== null) table.set(keyOf(noun, after), after)
  }

  /** Makes or replaces a record. */
  put<N extends Noun>(noun: N, record: Records[N]): Change {
    const key = keyOf(noun, record)
    const before = this.#tables[noun].get(key) ?? null
    this.#tables[noun].set(key, record)
    return changeOf(noun, before, record)
  }

  /** Deletes a record with all that depends on it, dependents first, in the store's order. */
  delete<N extends Noun>(noun: N, record: Records[N]): readonly Change[] {
    const dependents = this.#deleteDependents({ noun, record } as Named)
    this.#tables[noun].delete(keyOf(noun, record))
    return [...dependents, changeOf(noun, record, null)]
  }

  /** Every record as one that is made now, in an order in which an engine may load them. */
  asLoaded(): readonly Change[] {
    return loadOrder.flatMap((noun) => this.all(noun).map((record) => changeOf(noun, null, record)))
  }

  #deleteAll<N extends Noun>(noun: N, test: (record: Records[N]) => boolean): readonly Change[] {
    return this.all(noun)
      .filter(test)
      .flatMap((record) => this.delete(noun, record))
  }

  #deleteDependents({ noun, record }: Named): readonly Change[] {
    switch (noun) {
      case 'user':
      case 'group':
        return [
          ...this.#deleteAll('assignment', ({ principal }) => principal.type === noun && principal.id === record.id),
          ...this.#deleteAll('environment_access', ({ userId }) => noun === 'user' && userId === record.id),
          ...this.#deleteAll('membership', (one) => (noun === 'user' ? one.userId : one.groupId) === record.id),
        ]
      case 'api_key':
      case 'account_key':
        return this.#deleteAll('assignment', ({ principal }) => principal.type === noun && principal.id === record.id)
      case 'role':
        return this.#deleteAll('assignment', ({ roleId }) => roleId === record.id)
      case 'collection':
        return this.#deleteAll('assignment', ({ parameter }) => parameter?.id === record.id)
      case 'folder':
        return [
          ...this.#deleteAll('folder', ({ parentId }) => parentId === record.id),
          ...this.#deleteAll('assignment', ({ parameter }) => parameter?.id === record.id),
        ]
      case 'environment':
        return this.#deleteEnvironmentsOwn(record.id)
      default:
        return []
    }
  }

  #deleteEnvironmentsOwn(id: string): readonly Change[] {
    const reachesIt = ({ reach }: Pick<Records['assignment'], 'reach'>) =>
      reach.type === 'environment' && reach.environmentId === id
    return [
      ...this.#deleteAll('api_key', ({ environmentId }) => environmentId === id),
      ...this.#deleteAll('collection', ({ environmentId }) => environmentId === id),
      ...this.#deleteAll('folder', ({ environmentId, parentId }) => environmentId === id && parentId === null),
      ...this.#deleteAll('environment_access', ({ environmentId }) => environmentId === id),
      ...this.#deleteAll('assignment', reachesIt),
      ...this.#deleteAll('custom_policy', reachesIt),
    ]
  }
}

type Named = { readonly [N in Noun]: { readonly noun: N; readonly record: Records[N] } }[Noun]

function keyOf(noun: Noun, record: Records[Noun]): string {
  if (noun === 'membership' && 'groupId' in record) return `${record.groupId}/${record.userId}`
  if (noun === 'environment_access' && 'userId' in record) {
    return `${record.userId}/${'environmentId' in record ? record.environmentId : ''}`
  }
  return 'id' in record ? record.id : ''
}
