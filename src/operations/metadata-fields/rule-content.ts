import { metadataFieldId, type MetadataFieldId } from '../../domain/ids.ts'
import type {
  MetadataCondition,
  MetadataFieldRecord,
  MetadataResult,
  MetadataRuleRecord,
  MetadataValue,
} from '../../domain/library-records.ts'
import { fieldsOf } from '../assets/conditional-fields.ts'
import { readValue } from '../assets/metadata-values.ts'
import { unfitSetting } from '../library-settings/named-settings.ts'

/** A condition as a request has it: nothing is known yet of the fields it names, nor of their values. */
export type SentCondition =
  | { readonly type: 'populated'; readonly fieldId: string; readonly isPopulated: boolean }
  | { readonly type: 'equals'; readonly fieldId: string; readonly value: unknown }
  | { readonly type: 'includes'; readonly fieldId: string; readonly values: readonly unknown[] }
  | { readonly type: 'and' | 'or'; readonly of: readonly SentCondition[] }

/** A result as a request has it. */
export interface SentResult extends Omit<MetadataResult, 'value'> {
  readonly value?: { readonly value: unknown; readonly mode: 'default' | 'override' | 'append' }
}

/** The fields of an environment, by their ids. */
export type FieldById = ReadonlyMap<MetadataFieldId, MetadataFieldRecord>

/** Finds the field that a rule names. @throws Refusal `setting_unfit` */
export function requireField(id: string, fieldById: FieldById, where: string): MetadataFieldRecord {
  const field = fieldById.get(metadataFieldId(id))
  if (field === undefined) throw unfitSetting(where, 'is no field of this environment', id)
  return field
}

/** Holds a condition to the fields that it names. @throws Refusal `setting_unfit` */
export function fitCondition(sent: SentCondition, fieldById: FieldById): MetadataCondition {
  if ('of' in sent) return { type: sent.type, of: sent.of.map((one) => fitCondition(one, fieldById)) }
  const field = requireField(sent.fieldId, fieldById, 'condition.metadata_field_id')
  if (sent.type === 'populated') return { ...sent, fieldId: field.id }
  if (sent.type === 'equals') {
    const value = fitValue(field, sent.value, 'condition.equals')
    if (value === null) throw unfitSetting('condition.equals', 'must be a value; `populated` asks for none')
    return { type: 'equals', fieldId: field.id, value }
  }
  return { type: 'includes', fieldId: field.id, values: fitChoices(field, sent.values, 'condition.includes') }
}

/** Holds a result to the field that it is about. @throws Refusal `setting_unfit` */
export function fitResult(sent: SentResult, field: MetadataFieldRecord): MetadataResult {
  const { value, choices, ...rest } = sent
  if (value?.mode === 'append' && field.type !== 'set')
    throw unfitSetting('result.apply_value.mode', 'must be `default` or `override` where the field is no set')
  if (choices !== undefined)
    fitChoices(field, choices === 'all' ? [] : choices.ids, 'result.activate_values.external_ids')
  return {
    ...rest,
    ...(choices !== undefined && { choices }),
    ...(value && { value: { ...value, value: fitValue(field, value.value, 'result.apply_value.value') } }),
  }
}

/** A choice that was taken out can be named: rules are what makes it one again. */
function fitValue(field: MetadataFieldRecord, sent: unknown, where: string): MetadataValue | null {
  const choices = field.choices.map((choice) => ({ ...choice, isActive: true }))
  try {
    return readValue({ ...field, choices }, sent)
  } catch (cause) {
    throw Object.assign(unfitSetting(where, `must be a value of the field ${field.id}`, sent), { cause })
  }
}

function fitChoices(field: MetadataFieldRecord, sent: readonly unknown[], where: string): readonly string[] {
  if (field.type !== 'enum' && field.type !== 'set')
    throw unfitSetting(where, `goes with fields of the types enum and set, not ${field.type}`)
  return sent.map((id) => {
    if (typeof id === 'string' && field.choices.some((choice) => choice.id === id)) return id
    throw unfitSetting(where, `must be ids of choices of the field ${field.id}`, id)
  })
}

/**
 * Refuses rules that look at each other in a circle, as none of them could come first. GUESS: a rule may look at the field
 * that it is about, which the vendor's own client shows.
 *
 * @throws Refusal `setting_unfit`
 */
export function refuseCircle(rules: readonly MetadataRuleRecord[], added: MetadataRuleRecord): void {
  const lookedAt = new Map<MetadataFieldId, readonly MetadataFieldId[]>()
  for (const rule of [...rules.filter(({ id }) => id !== added.id), added])
    lookedAt.set(rule.fieldId, [...(lookedAt.get(rule.fieldId) ?? []), ...fieldsOf(rule).slice(1)])
  const seen = new Set<MetadataFieldId>()
  const waiting = fieldsOf(added)
    .slice(1)
    .filter((id) => id !== added.fieldId)
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === added.fieldId)
      throw unfitSetting('condition', `makes a circle: rules about its fields look at ${added.fieldId}`)
    if (seen.has(id)) continue
    seen.add(id)
    waiting.push(...(lookedAt.get(id) ?? []).filter((other) => other !== id))
  }
}
