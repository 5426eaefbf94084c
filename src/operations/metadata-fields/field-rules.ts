import type { MetadataChoice, MetadataFieldRecord, MetadataType, MetadataValue } from '../../domain/library-records.ts'
import { readValue } from '../assets/metadata-values.ts'
import { unfitSetting } from '../library-settings/named-settings.ts'

/** A choice as a request has it; what is undefined isn't said. */
export interface SentChoice {
  readonly id: string | undefined
  readonly value: string | undefined
  readonly isActive: boolean | undefined
}

/** How many choices a field may have, and how long a text of a field may be. */
export const fieldLimits = { choices: 3000, characters: 255, fields: 1000 } as const

/** Reads a label or the value of a choice. @throws Refusal `setting_unfit` */
export function readLabel(sent: string, field: string): string {
  const label = sent.normalize('NFC').trim()
  if (label !== '' && Array.from(label).length <= fieldLimits.characters && !/[\p{Cc}\p{Cs}]/u.test(label)) return label
  throw unfitSetting(field, `must have 1 to ${fieldLimits.characters} characters`, sent)
}

/** Reads an id of a field or a choice: 1 to 255 letters, digits, `_`, `-` and `.`. @throws Refusal `setting_unfit` */
export function readId(sent: string, field = 'external_id'): string {
  const id = sent.normalize('NFC')
  if (/^[\p{L}\p{M}\p{N}_.-]{1,255}$/u.test(id) && Buffer.byteLength(id) <= 255 && id !== '__proto__') return id
  throw unfitSetting(field, 'must be 1 to 255 bytes of letters, digits, `_`, `-` and `.`', sent)
}

/**
 * Puts choices that a request names among those that stand: one with a known id changes, any other is added.
 *
 * @param makeId for choices without an id
 * @throws Refusal `setting_unfit`
 */
export function mergeChoices(
  standing: readonly MetadataChoice[],
  sent: readonly SentChoice[],
  makeId: () => string,
): readonly MetadataChoice[] {
  const byId = new Map(standing.map((choice) => [choice.id, choice]))
  for (const { id: sentId, value, isActive } of sent) {
    const id = sentId === undefined ? makeId() : readId(sentId, 'datasource.values.external_id')
    const known = byId.get(id)
    const text = value === undefined ? known?.value : readLabel(value, 'datasource.values.value')
    if (text === undefined) throw unfitSetting('datasource.values.value', 'is missing', id)
    byId.set(id, { id, value: text, isActive: isActive ?? known?.isActive ?? true })
  }
  const choices = [...byId.values()]
  if (choices.length > fieldLimits.choices)
    throw unfitSetting('datasource', `must have at most ${fieldLimits.choices} values`)
  const active = choices.filter((choice) => choice.isActive).map((choice) => choice.value.toLowerCase())
  const twice = active.find((value, position) => active.indexOf(value) !== position)
  if (twice !== undefined) throw unfitSetting('datasource', 'has a value that stands there twice', twice)
  return choices
}

const kindsByType: Readonly<Record<MetadataType, readonly string[]>> = {
  string: ['strlen', 'and'],
  integer: ['greater_than', 'less_than', 'and'],
  date: ['greater_than', 'less_than', 'and'],
  enum: [],
  set: [],
}

/** How deep rules of `and` may lie in each other. */
const deepest = 5

/**
 * Reads what values of a field must satisfy: `greater_than`, `less_than`, `strlen`, and `and` of such rules.
 *
 * @returns the rule with nothing else in it; null: anything is good
 * @throws Refusal `setting_unfit`
 * @see https://cloudinary.com/documentation/metadata_api (read 2026-11-22), validating data
 */
export function readValidation(sent: unknown, type: MetadataType, depth = 1): unknown {
  if (sent === null || sent === undefined || (depth === 1 && isEmptyObject(sent))) return null
  if (typeof sent !== 'object' || Array.isArray(sent)) throw unfitSetting('validation', 'must be an object')
  const { type: kind, value, equals, min, max, rules } = sent as Readonly<Record<string, unknown>>
  if (typeof kind !== 'string' || !kindsByType[type].includes(kind) || depth > deepest)
    throw unfitSetting('validation', `must be of a type that fields of the type ${type} have`, kind)
  if (kind === 'and') return { type: kind, rules: readRules(rules, type, depth) }
  if (kind === 'strlen') return { type: kind, ...readLengths(min, max) }
  if (equals !== undefined && equals !== null && typeof equals !== 'boolean')
    throw unfitSetting('validation.equals', 'must be true or false')
  return { type: kind, value: readBound(value, type), equals: equals === true }
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

function readRules(rules: unknown, type: MetadataType, depth: number): readonly unknown[] {
  if (!Array.isArray(rules) || rules.length === 0 || rules.length > 10)
    throw unfitSetting('validation.rules', 'must be a list of 1 to 10 rules')
  return rules.map((rule) => readValidation(rule ?? 'none', type, depth + 1))
}

function readLengths(min: unknown, max: unknown): { readonly min?: number; readonly max?: number } {
  const [least, most] = [readLength(min), readLength(max)]
  if ((least === undefined && most === undefined) || (least ?? 0) > (most ?? Number.MAX_SAFE_INTEGER))
    throw unfitSetting('validation', 'must have a `min`, or a `max` that is not less')
  return { ...(least !== undefined && { min: least }), ...(most !== undefined && { max: most }) }
}

function readLength(sent: unknown): number | undefined {
  if (sent === undefined || sent === null) return undefined
  if (typeof sent === 'number' && Number.isSafeInteger(sent) && sent >= 0) return sent
  throw unfitSetting('validation', 'must have whole numbers as `min` and `max`', sent)
}

function readBound(sent: unknown, type: MetadataType): number | string {
  if (type === 'integer' && typeof sent === 'number' && Number.isSafeInteger(sent)) return sent
  if (type === 'date' && typeof sent === 'string' && isDay(sent)) return sent
  throw unfitSetting(
    'validation.value',
    type === 'date' ? 'must be a day, `YYYY-MM-DD`' : 'must be a whole number',
    sent,
  )
}

function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** Reads a default: a value that the field itself would take. @throws Refusal `setting_unfit` */
export function readDefault(field: MetadataFieldRecord, sent: unknown): MetadataValue | null {
  try {
    return readValue(field, sent)
  } catch (error) {
    throw Object.assign(unfitSetting('default_value', 'must be a value that the field takes', sent), { cause: error })
  }
}
