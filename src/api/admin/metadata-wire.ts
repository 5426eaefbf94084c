import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import { metadataTypes } from '../../domain/library-records.ts'
import { listOf } from '../fields.ts'
import type { InputOf, OutputOf } from '../operation-types.ts'
import { base, environment, filledText, flagOrAbsent, textOrAbsent } from './fields.ts'

/** Where the wire forms of structured metadata come from. */
export const metadataSource = 'Admin API 0.7.5, structured metadata; api-surface 3.5'
const state = z.enum(['active', 'inactive'])
const choice = z.object({ external_id: z.string(), value: z.string(), state, position: z.int() })
/** The choices of a field. */
export const choices = z.object({ values: z.array(choice) })
/** A choice as a request has it. */
export const sentChoice = z.object({
  external_id: z.union([z.string(), z.number().transform(String)]).nullish(),
  value: z.string().nullish(),
  state: state.nullish(),
  position: z.int().nullish().describe('Means nothing: choices stand in the order they came, until they are sorted.'),
})
const value = z.union([z.string(), z.number(), z.array(z.string())])
/** The section of a form that every field stands in. */
const onlyGroup = 'default'
/** A field as it is shown. */
export const field = z.object({
  external_id: z.string(),
  type: z.enum(metadataTypes),
  label: z.string(),
  mandatory: z.boolean(),
  default_value: value.nullable(),
  default_disabled: z.boolean(),
  validation: z.record(z.string(), z.unknown()).nullable(),
  restrictions: z.object({
    readonly_ui: z.boolean(),
    hidden_ui: z.boolean(),
    excluded_from_search: z.boolean(),
  }),
  datasource: choices.nullable(),
  allow_dynamic_list_values: z.boolean(),
  alphabetically_sorted: z.boolean(),
  group: z.literal(onlyGroup),
})
/** Fields as lists have them. */
export const fields = z.object({ metadata_fields: z.array(field) })
const unsupported = z.unknown().describe('Not supported; refused when it asks for anything.')
/** What a request says of a field. */
export const definition = {
  label: textOrAbsent,
  mandatory: flagOrAbsent,
  default_value: value.nullish(),
  validation: z.record(z.string(), z.unknown()).nullish(),
  datasource: z.object({ values: listOf(sentChoice).nullish() }).nullish(),
  default_disabled: unsupported.optional(),
  restrictions: unsupported.optional(),
  allow_dynamic_list_values: unsupported.optional(),
  alphabetically_sorted: unsupported.optional(),
  group: z.string().nullish().describe('There is one group, `default`; any other is refused.'),
}
/** The names of {@link definition}. */
export const definitionBody = Object.keys(definition) as (keyof typeof definition)[]
/** What names a field. */
export const namedField = { ...environment, external_id: filledText.describe('The id of the field.') }
/** Where the fields are. */
export const inFields = `${base}/metadata_fields` as const
/** Where one field is. */
export const inField = `${inFields}/{external_id}` as const

type Field = OutputOf<'metadata-field.get'>
type Choice = Field['choices'][number]
type Definition = z.output<z.ZodObject<typeof definition>>
type SentChoice = z.output<typeof sentChoice>

const spellChoice = ({ id, value: shown, isActive }: Choice, position: number): z.output<typeof choice> => ({
  external_id: id,
  value: shown,
  state: isActive ? 'active' : 'inactive',
  position,
})

/** Spells choices; those that were taken out aren't among them. */
export const spellActive = (all: readonly Choice[]): z.output<typeof choices> => ({
  values: all.filter(({ isActive }) => isActive).map(spellChoice),
})

/** Spells a field. */
export const spellField = (one: Field): z.output<typeof field> => ({
  external_id: one.id,
  type: one.type,
  label: one.label,
  mandatory: one.isMandatory,
  default_value:
    typeof one.defaultValue === 'object' && one.defaultValue !== null ? [...one.defaultValue] : one.defaultValue,
  default_disabled: false,
  validation: typeof one.validation === 'object' && one.validation !== null ? { ...one.validation } : null,
  restrictions: { readonly_ui: false, hidden_ui: false, excluded_from_search: false },
  datasource: one.type === 'enum' || one.type === 'set' ? spellActive(one.choices) : null,
  allow_dynamic_list_values: false,
  alphabetically_sorted: false,
  group: onlyGroup,
})

/** Spells fields. */
export const spellFields = (all: readonly Field[]): z.output<typeof fields> => ({
  metadata_fields: all.map(spellField),
})

/** Reads a choice. */
export const toChoice = ({
  external_id,
  value: shown,
  state: sent,
}: SentChoice): InputOf<'metadata-field.update-choices'>['choices'][number] => ({
  id: external_id ?? undefined,
  value: shown ?? undefined,
  isActive: sent === null || sent === undefined ? undefined : sent === 'active',
})

/** Reads what a request says of a field; what a field is but can't be told to be is refused, so that nobody relies on it. */
export function toChange(wire: Definition): Omit<InputOf<'metadata-field.update'>, 'environmentId' | 'fieldId'> {
  for (const name of [
    'default_disabled',
    'restrictions',
    'allow_dynamic_list_values',
    'alphabetically_sorted',
  ] as const) {
    if (asks(wire[name])) throw unsupportedField(name)
  }
  if ((wire.group ?? onlyGroup) !== onlyGroup) throw unsupportedField('group')
  return {
    label: wire.label ?? undefined,
    isMandatory: wire.mandatory ?? undefined,
    defaultValue: wire.default_value,
    validation: wire.validation,
    choices: wire.datasource?.values?.map(toChoice),
  }
}

const unsupportedField = (name: string): Error =>
  refusal('setting_unfit', { field: name, why: 'is not supported by Rolecall' }, { fields: [{ name }] })

const asks = (sent: unknown): boolean =>
  sent === true || (typeof sent === 'object' && sent !== null && Object.values(sent).includes(true))
