import { environmentId } from '../../domain/ids.ts'
import type { MetadataFieldRecord } from '../../domain/library-records.ts'
import type { Transaction } from '../../store/store.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { placeOfSetting, unfitSetting } from '../library-settings/named-settings.ts'
import { writing, type Deed, type Loading, type NeedOf } from '../operation.ts'
import { getField, visibleFields, type NamedField } from './metadata-fields.ts'

/** Whoever orders fields gives all of them another place. */
const needOnAll: NeedOf<InLibrary, readonly MetadataFieldRecord[]> = {
  action: 'update',
  on: ['MetadataField'],
  level: 'environment',
  of: ({ environmentId: environment }, _caller, _engine, fields) => [
    placeOfSetting('MetadataField', null, environment),
    ...fields.map(({ id }) => placeOfSetting('MetadataField', id, environment)),
  ],
}

const loadAll = (
  { environmentId: environment }: InLibrary,
  { store, caller }: Loading,
): Promise<readonly MetadataFieldRecord[]> => store.listMetadataFields(caller.accountId, environmentId(environment))

/** Sorts all fields of an environment. */
export const orderMetadataFields = writing<
  InLibrary & { readonly by: 'label' | 'external_id' | 'created_at'; readonly isDescending: boolean },
  readonly MetadataFieldRecord[],
  readonly MetadataFieldRecord[]
>({
  name: 'metadata-field.order',
  summary: 'Sort the structured metadata fields of an environment.',
  access: { type: 'requires', needs: [needOnAll] },
  load: loadAll,
  run: async ({ by, isDescending, ...input }, deed, fields) => {
    const sorted = [...fields].sort((a, b) => {
      if (by === 'created_at') return a.createdAt - b.createdAt
      return by === 'label' ? a.label.localeCompare(b.label, 'en') : a.id < b.id ? -1 : 1
    })
    await putOrder(isDescending ? sorted.reverse() : sorted, deed)
    return visibleFields(input.environmentId, deed)
  },
})

/** Puts one field at another place among them. */
export const placeMetadataField = writing<
  NamedField & { readonly position: number },
  readonly MetadataFieldRecord[],
  readonly MetadataFieldRecord[]
>({
  name: 'metadata-field.place',
  summary: 'Put a structured metadata field at another place among them.',
  access: { type: 'requires', needs: [needOnAll] },
  load: loadAll,
  run: async ({ position, ...input }, deed, fields) => {
    const field = await getField(input, deed)
    if (position < 0 || position >= fields.length)
      throw unfitSetting('position', `must be 0 to ${fields.length - 1}`, position)
    const others = fields.filter(({ id }) => id !== field.id)
    await putOrder([...others.slice(0, position), field, ...others.slice(position)], deed)
    return visibleFields(input.environmentId, deed)
  },
})

async function putOrder(fields: readonly MetadataFieldRecord[], deed: Deed<Transaction>): Promise<void> {
  const moved = fields.flatMap((field, position) =>
    field.position === position ? [] : [{ ...field, position, updatedAt: deed.at }],
  )
  await deed.store.putAll('metadata_field', moved)
}
