import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import type { InputOf, OutputOf } from '../operation-types.ts'

/** A rule as it is shown. */
export const rule = z.object({
  external_id: z.string(),
  metadata_field_id: z.string(),
  name: z.string(),
  condition: z.record(z.string(), z.unknown()),
  condition_signature: z.string(),
  result: z.record(z.string(), z.unknown()),
  state: z.enum(['active', 'inactive']),
  position: z.int(),
})

type Shown = OutputOf<'metadata-rule.create'>
type Condition = Shown['rule']['condition']
type SentCondition = NonNullable<InputOf<'metadata-rule.create'>['condition']>
type SentResult = NonNullable<InputOf<'metadata-rule.create'>['result']>
type Sent = Readonly<Record<string, unknown>>

/** Spells a rule. */
export const spellRule = ({ rule: one, signature }: Shown): z.output<typeof rule> => ({
  external_id: one.id,
  metadata_field_id: one.fieldId,
  name: one.name,
  condition: spellCondition(one.condition),
  condition_signature: signature,
  result: spellResult(one.result),
  state: one.isActive ? 'active' : 'inactive',
  position: one.position,
})

function spellCondition(condition: Condition): Record<string, unknown> {
  switch (condition.type) {
    case 'and':
    case 'or':
      return { [condition.type]: condition.of.map(spellCondition) }
    case 'populated':
      return { metadata_field_id: condition.fieldId, populated: condition.isPopulated }
    case 'equals':
      return { metadata_field_id: condition.fieldId, equals: condition.value }
    case 'includes':
      return { metadata_field_id: condition.fieldId, includes: condition.values }
  }
}

function spellResult(result: Shown['rule']['result']): Record<string, unknown> {
  const { value, choices, isEnabled, isDisabled, isHidden, isMandatory } = result
  return {
    ...(isEnabled !== undefined && { enable: isEnabled }),
    ...(isDisabled !== undefined && { disable: isDisabled }),
    ...(isHidden !== undefined && { hide: isHidden }),
    ...(isMandatory !== undefined && { set_mandatory: isMandatory }),
    ...(value && { apply_value: value }),
    ...(choices && { activate_values: choices === 'all' ? 'all' : { external_ids: choices.ids, mode: choices.mode } }),
  }
}

/** How deep conditions may lie in each other, and how many may stand beside each other. */
const limits = { depth: 5, parts: 20 } as const

const unfit = (field: string, why: string, value?: unknown): Error =>
  refusal('setting_unfit', { field, why }, { fields: [{ name: field, ...(value !== undefined && { value }) }] })

/** Reads a condition. @throws Refusal `setting_unfit` naming the part that can't be one */
export function readCondition(sent: unknown, depth = 1): SentCondition {
  if (!isRecord(sent)) throw unfit('condition', 'must be an object')
  const kinds = ['populated', 'equals', 'includes', 'and', 'or'].filter((name) => Object.hasOwn(sent, name))
  const [kind] = kinds
  if (kind === undefined || kinds.length > 1)
    throw unfit('condition', 'must have exactly one of `populated`, `equals`, `includes`, `and`, `or`')
  refuseOthers('condition', sent, kind === 'and' || kind === 'or' ? [kind] : [kind, 'metadata_field_id'])
  const value = sent[kind]
  if (kind === 'and' || kind === 'or') {
    if (!Array.isArray(value) || value.length === 0 || value.length > limits.parts || depth >= limits.depth)
      throw unfit(`condition.${kind}`, `must be 1 to ${limits.parts} conditions, at most ${limits.depth} deep`)
    return { type: kind, of: value.map((one) => readCondition(one, depth + 1)) }
  }
  const { metadata_field_id: fieldId } = sent
  if (typeof fieldId !== 'string') throw unfit('condition.metadata_field_id', 'must be the id of a field', fieldId)
  if (kind === 'equals') return { type: kind, fieldId, value }
  if (kind === 'populated') return { type: kind, fieldId, isPopulated: readFlag('condition.populated', value) }
  if (!Array.isArray(value) || value.length === 0) throw unfit('condition.includes', 'must be a list of ids', value)
  return { type: 'includes', fieldId, values: value }
}

const flags = { enable: 'isEnabled', disable: 'isDisabled', hide: 'isHidden', set_mandatory: 'isMandatory' } as const

/** Reads a result. @throws Refusal `setting_unfit` naming the part that can't be one */
export function readResult(sent: unknown): SentResult {
  if (!isRecord(sent) || Object.keys(sent).length === 0)
    throw unfit('result', 'must be an object that says what becomes of the field')
  refuseOthers('result', sent, [...Object.keys(flags), 'apply_value', 'activate_values'])
  const said = Object.entries(flags).filter(([name]) => Object.hasOwn(sent, name))
  return {
    ...Object.fromEntries(said.map(([name, meant]) => [meant, readFlag(`result.${name}`, sent[name])])),
    ...(sent.apply_value !== undefined && { value: readApplied(sent.apply_value) }),
    ...(sent.activate_values !== undefined && { choices: readActivated(sent.activate_values) }),
  }
}

function readApplied(sent: unknown): NonNullable<SentResult['value']> {
  if (!isRecord(sent) || !Object.hasOwn(sent, 'value'))
    throw unfit('result.apply_value', 'must be an object with a `value`')
  refuseOthers('result.apply_value', sent, ['value', 'mode'])
  const mode = readWord('result.apply_value.mode', sent.mode ?? 'default', ['default', 'override', 'append'])
  return { value: sent.value, mode }
}

/** One id is a list of one, and null is no id at all. */
function readActivated(sent: unknown): NonNullable<SentResult['choices']> {
  if (sent === 'all') return sent
  if (!isRecord(sent) || !Object.hasOwn(sent, 'external_ids'))
    throw unfit('result.activate_values', 'must be `all`, or an object with `external_ids`')
  refuseOthers('result.activate_values', sent, ['external_ids', 'mode'])
  const { external_ids: given } = sent
  const ids: readonly unknown[] = given === null ? [] : Array.isArray(given) ? given : [given]
  if (!ids.every((id) => typeof id === 'string'))
    throw unfit('result.activate_values.external_ids', 'must be a list of ids')
  return { ids, mode: readWord('result.activate_values.mode', sent.mode ?? 'append', ['override', 'append']) }
}

function readFlag(field: string, sent: unknown): boolean {
  if (typeof sent === 'boolean') return sent
  throw unfit(field, 'must be true or false', sent)
}

function readWord<const Word extends string>(field: string, sent: unknown, words: readonly Word[]): Word {
  const word = words.find((one) => one === sent)
  if (word === undefined) throw unfit(field, `must be one of ${words.map((one) => `\`${one}\``).join(', ')}`, sent)
  return word
}

function refuseOthers(field: string, sent: Sent, known: readonly string[]): void {
  const other = Object.keys(sent).find((name) => !known.includes(name))
  if (other !== undefined) throw unfit(`${field}.${other.toWellFormed().slice(0, 100)}`, 'is nothing that it has')
}

const isRecord = (value: unknown): value is Sent => typeof value === 'object' && value !== null && !Array.isArray(value)
