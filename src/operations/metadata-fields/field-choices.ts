import type { MetadataChoice, MetadataFieldRecord } from '../../domain/library-records.ts'
import type { Transaction } from '../../store/store.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { requireSetting, unfitSetting } from '../library-settings/named-settings.ts'
import { reading, writing, type Deed } from '../operation.ts'
import { mergeChoices, readDefault, type SentChoice } from './field-rules.ts'
import { getField, needOnField, visibleFields, type NamedField } from './metadata-fields.ts'

/** Changes choices of a field, and adds those with a new id or none. */
export const updateChoices = writing<
  NamedField & { readonly choices: readonly SentChoice[] },
  readonly MetadataChoice[]
>({
  name: 'metadata-field.update-choices',
  summary: 'Change the choices of a structured metadata field, or add some.',
  access: { type: 'requires', needs: [needOnField('update')] },
  run: async (input, deed) => {
    const field = await getChoiceField(input, deed)
    return putChoices(
      field,
      mergeChoices(field.choices, input.choices, () => deed.house.ids.customPolicy()),
      deed,
    )
  },
})

/** Takes choices out of a field or puts them back; assets keep what they have. */
export const switchChoices = writing<
  NamedField & { readonly choiceIds: readonly string[]; readonly isActive: boolean },
  readonly MetadataChoice[]
>({
  name: 'metadata-field.switch-choices',
  summary: 'Take choices out of a structured metadata field, or put them back.',
  access: { type: 'requires', needs: [needOnField('update')] },
  run: async ({ choiceIds, isActive, ...input }, deed) => {
    const field = await getChoiceField(input, deed)
    const ids = new Set(choiceIds.map((id) => id.normalize('NFC')))
    for (const id of ids) {
      const known = field.choices.find((choice) => choice.id === id)
      if (known === undefined) throw unfitSetting('external_ids', 'has an id that is not one of the choices', id)
    }
    const sent = [...ids].map((id) => ({ id, value: undefined, isActive }))
    const choices = mergeChoices(field.choices, sent, () => '')
    if (choices.every((choice) => !choice.isActive)) throw unfitSetting('external_ids', 'must leave a choice')
    return putChoices(field, choices, deed)
  },
})

/** Sorts the choices of a field by their texts. */
export const orderChoices = writing<NamedField & { readonly isDescending: boolean }, readonly MetadataChoice[]>({
  name: 'metadata-field.order-choices',
  summary: 'Sort the choices of a structured metadata field.',
  access: { type: 'requires', needs: [needOnField('update')] },
  run: async ({ isDescending, ...input }, deed) => {
    const field = await getChoiceField(input, deed)
    const sorted = [...field.choices].sort((a, b) => a.value.localeCompare(b.value, 'en', { sensitivity: 'base' }))
    return putChoices(field, isDescending ? sorted.reverse() : sorted, deed)
  },
})

/** A choice that was found, with the field it is of. */
export interface FoundChoice {
  readonly fieldId: string
  readonly choice: MetadataChoice
}

/** How many choices a search gives at most. */
export const longestChoiceList = 1000

/** Finds active choices by a part of their texts, in all fields that the caller may see, or in one. */
export const searchChoices = reading<
  InLibrary & {
    readonly fieldId: string | null
    readonly term: string
    readonly isExact: boolean
    readonly limit: number
  },
  readonly FoundChoice[]
>({
  name: 'metadata-field.search-choices',
  summary: 'Search the choices of structured metadata fields.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['MetadataField'],
        level: 'environment',
        of: ({ fieldId, ...input }, ...rest) =>
          fieldId === null ? [] : needOnField('read').of({ ...input, fieldId }, ...rest),
      },
    ],
    filters: { action: 'read', on: ['MetadataField'] },
  },
  run: async ({ fieldId, term, isExact, limit, ...input }, deed) => {
    const fields =
      fieldId === null ? await visibleFields(input.environmentId, deed) : [await getField({ ...input, fieldId }, deed)]
    const wanted = term.normalize('NFC').toLowerCase()
    const isFound = ({ value, isActive }: MetadataChoice): boolean =>
      isActive && (isExact ? value.toLowerCase() === wanted : value.toLowerCase().includes(wanted))
    return fields
      .flatMap(({ id, choices }) => choices.filter(isFound).map((choice) => ({ fieldId: id, choice })))
      .slice(0, Math.min(limit, longestChoiceList))
  },
})

/** @throws Refusal `setting_unknown`, `setting_unfit` for a field that has no choices */
async function getChoiceField(input: NamedField, deed: Deed<Transaction>): Promise<MetadataFieldRecord> {
  const field = requireSetting('MetadataField', input.fieldId, await getField(input, deed))
  if (field.type === 'enum' || field.type === 'set') return field
  throw unfitSetting('datasource', `is nothing that a field of the type ${field.type} has`)
}

/** A default that is no choice any more goes. */
async function putChoices(
  field: MetadataFieldRecord,
  choices: readonly MetadataChoice[],
  deed: Deed<Transaction>,
): Promise<readonly MetadataChoice[]> {
  const record = { ...field, choices, updatedAt: deed.at }
  await deed.store.put('metadata_field', { ...record, defaultValue: stillAllowed(record) })
  return choices
}

function stillAllowed(field: MetadataFieldRecord): MetadataFieldRecord['defaultValue'] {
  try {
    return readDefault(field, field.defaultValue)
  } catch {
    return null
  }
}
