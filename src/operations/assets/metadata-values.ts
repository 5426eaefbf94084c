import type { MetadataFieldRecord, MetadataRuleRecord, MetadataValue } from '../../domain/library-records.ts'
import { metadataFieldId, type AccountId, type EnvironmentId } from '../../domain/ids.ts'
import type { Reader } from '../../store/store.ts'
import { afterRules, holds, inOrderOfRules, underRules, type MetadataModel } from './conditional-fields.ts'
import { isWithin } from './metadata-rules.ts'
import { unfit } from './setting-readers.ts'

/** The values of an asset, by the id of the field. */
export type MetadataValues = Readonly<Record<string, MetadataValue>>

/** Reads the structured metadata of an environment. */
export async function readModel(
  store: Pick<Reader, 'listMetadataFields' | 'listMetadataRules'>,
  accountId: AccountId,
  environmentId: EnvironmentId,
): Promise<MetadataModel> {
  const fields = await store.listMetadataFields(accountId, environmentId)
  return { fields, rules: await store.listMetadataRules(accountId, environmentId) }
}

/** What is said of the metadata of an asset. */
export interface MetadataChange {
  /** By the id of the field; an empty text, null or an empty list takes a value away. */
  readonly sent: ReadonlyMap<string, unknown>
  /** What the asset has; null for a new one, which gets the defaults of mandatory fields. */
  readonly standing: MetadataValues | null
  /** Drops standing values that the fields no longer allow. */
  readonly clearsInvalid: boolean
}

/**
 * Merges structured metadata into what an asset has, and holds it to the fields of its environment and the rules between
 * them. A field that an active rule is about is looked at whether or not a value of it was sent.
 *
 * @throws Refusal `asset_field_unfit` naming the field: unknown, of the wrong type, against its rule, or mandatory and empty
 * @see https://cloudinary.com/documentation/conditional_metadata_rules_api (read 2026-11-30), and in Upload API 0.7.5
 *   `updateAssetsMetadata`: rules are evaluated with each update, `clear_invalid` clears what they no longer allow
 */
export function mergeMetadata(model: MetadataModel, change: MetadataChange): MetadataValues {
  const { sent, standing, clearsInvalid } = change
  const fieldById = new Map<string, MetadataFieldRecord>(model.fields.map((field) => [field.id, field]))
  const rules = model.rules.filter(({ isActive }) => isActive)
  const governed = new Set<string>(rules.map(({ fieldId }) => fieldId))
  const values = new Map(keep(standing ?? {}, { fieldById, governed, clearsInvalid }))
  for (const [sentId, value] of sent) {
    const id = metadataFieldId(sentId)
    const field = fieldById.get(id)
    if (field === undefined) throw unfit(`metadata.${shorten(sentId)}`, 'is no field of this environment')
    setOrDelete(values, id, readValue(governed.has(id) ? withAllChoices(field) : field, value))
  }
  for (const field of inOrderOfRules({ ...model, rules })) {
    const own = rules.filter(({ fieldId, condition }) => fieldId === field.id && holds(condition, values))
    const wasSent = isSent(field, sent)
    const ruled = underRules(field, own)
    if (governed.has(field.id)) settleValue(ruled, values, { own, isDropped: clearsInvalid && !wasSent })
    const isRequired = wasSent || own.some(({ result }) => result.isMandatory === true)
    fillMandatory(ruled, values, { isNew: standing === null, isRequired })
  }
  return Object.fromEntries(values)
}

const withAllChoices = (field: MetadataFieldRecord): MetadataFieldRecord => ({
  ...field,
  choices: field.choices.map((choice) => ({ ...choice, isActive: true })),
})

function setOrDelete(values: Map<string, MetadataValue>, id: string, value: MetadataValue | null | undefined): void {
  if (value === null || value === undefined) values.delete(id)
  else values.set(id, value)
}

/**
 * Holds the value of a field to what rules make of the field, then lets them give it theirs. GUESS: a value that a rule
 * gives and the field doesn't take isn't given.
 */
function settleValue(
  field: MetadataFieldRecord,
  values: Map<string, MetadataValue>,
  { own, isDropped }: { readonly own: readonly MetadataRuleRecord[]; readonly isDropped: boolean },
): void {
  const standing = values.get(field.id)
  if (isDropped && standing !== undefined && !isValid(field, standing)) values.delete(field.id)
  const before = values.get(field.id)
  const after = afterRules(before, own)
  const isGiven = after !== before && (after === undefined || isValid(field, after))
  setOrDelete(values, field.id, isGiven ? after : before === undefined ? null : readValue(field, before))
}

const isSent = ({ id }: MetadataFieldRecord, sent: ReadonlyMap<string, unknown>): boolean =>
  [...sent.keys()].some((one) => metadataFieldId(one) === id)

const shorten = (text: string): string => text.toWellFormed().slice(0, 100)

interface Keeping {
  readonly fieldById: ReadonlyMap<string, MetadataFieldRecord>
  /** The fields that rules are about: whether their values stay is found out later. */
  readonly governed: ReadonlySet<string>
  readonly clearsInvalid: boolean
}

/** A value of a field that is gone stays hidden in the record until it is cleared. */
function keep(
  standing: MetadataValues,
  { fieldById, governed, clearsInvalid }: Keeping,
): readonly (readonly [string, MetadataValue])[] {
  return Object.entries(standing).filter(([id, value]) => {
    const field = fieldById.get(id)
    return !clearsInvalid || governed.has(id) || (field !== undefined && isValid(field, value))
  })
}

function isValid(field: MetadataFieldRecord, value: MetadataValue): boolean {
  try {
    return readValue(field, value) !== null
  } catch {
    return false
  }
}

/** An asset that was there before a field became mandatory may stay without, until somebody empties it or a rule asks. */
function fillMandatory(
  { id, isMandatory, defaultValue }: MetadataFieldRecord,
  values: Map<string, MetadataValue>,
  { isNew, isRequired }: { readonly isNew: boolean; readonly isRequired: boolean },
): void {
  if (!isMandatory || values.has(id) || !(isNew || isRequired)) return
  if (defaultValue === null) throw unfit(`metadata.${id}`, 'is mandatory')
  values.set(id, defaultValue)
}

/** How many values a set may have, and how many characters a text. */
export const metadataLimits = { values: 3000, characters: 4096 } as const

/**
 * Reads one value for a field.
 *
 * @returns null for an empty one
 * @throws Refusal `asset_field_unfit`
 */
export function readValue(field: MetadataFieldRecord, sent: unknown): MetadataValue | null {
  if (sent === null || sent === undefined || sent === '' || (Array.isArray(sent) && sent.length === 0)) return null
  const value = readers[field.type](sent, field)
  if (value === null) throw unfit(`metadata.${field.id}`, expected[field.type])
  if (typeof value !== 'object' && !isWithin(field, value))
    throw unfit(`metadata.${field.id}`, 'is outside of what its rule allows')
  return value
}

const expected = {
  string: `must be a text of at most ${metadataLimits.characters} characters`,
  integer: 'must be a whole number',
  date: 'must be a day, `YYYY-MM-DD`',
  enum: 'must be the id of one of its choices',
  set: `must be a list of ids of its choices, at most ${metadataLimits.values}`,
} as const

type Read = (sent: unknown, field: MetadataFieldRecord) => MetadataValue | null

const readers: Readonly<Record<MetadataFieldRecord['type'], Read>> = {
  string: (sent) => readText(sent),
  integer: (sent) => {
    const number = typeof sent === 'string' && /^-?\d{1,15}$/.test(sent.trim()) ? Number(sent) : sent
    return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
  },
  date: (sent) => (typeof sent === 'string' && isDay(sent) ? sent : null),
  enum: (sent, field) => readChoice(Array.isArray(sent) && sent.length === 1 ? sent[0] : sent, field),
  set: (sent, field) => {
    const list: readonly unknown[] = Array.isArray(sent) ? sent : [sent]
    const ids = list.map((one) => readChoice(one, field))
    return ids.length > metadataLimits.values || ids.includes(null)
      ? null
      : [...new Set(ids.filter((id) => id !== null))]
  },
}

function readText(sent: unknown): string | null {
  const text = typeof sent === 'number' ? String(sent) : sent
  if (typeof text !== 'string' || text.length > metadataLimits.characters) return null
  return /(?![\t\n\r])[\p{Cc}\p{Cs}]/u.test(text) ? null : text.normalize('NFC')
}

/** A choice that was taken out of the list can't be chosen any more. */
function readChoice(sent: unknown, { choices }: MetadataFieldRecord): string | null {
  const id = typeof sent === 'number' ? String(sent) : sent
  return typeof id === 'string' && choices.some((choice) => choice.id === id && choice.isActive) ? id : null
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
