import { z } from 'zod'
import { parseNested } from '../../domain/nested-json.ts'
import { flag, text, texts } from '../fields.ts'
import { orAbsent } from '../provisioning/fields.ts'
import { readDay, readInstant } from './dates.ts'
import { readPairs } from './pairs.ts'

/** Where the Admin and Upload API is. */
export const base = '/v1_1/{cloud_name}' as const

/** Where our own endpoints about one environment are. */
export const libraryBase = '/api/environments/{cloud_name}' as const

/** The field that every endpoint about an environment has; operations get the environment's id instead. */
export const environment = { cloud_name: text }

/** Makes a field that may be absent, null or an empty text, which is absent too. */
export { orAbsent }

/** A text that must be there; an empty one isn't. */
export const filledText = z.preprocess((sent) => (sent === '' ? undefined : sent), text)
/** A text that may be absent. */
export const textOrAbsent = orAbsent(text)
/** A text that may be absent, and may be empty: then that is its value. */
export const textOrEmpty = text.nullish()
/** A flag that may be absent: a JSON boolean, `true` and `false` as texts in any case, `1` and `0`. */
export const flagOrAbsent = orAbsent(flag)

/**
 * A list of texts that may be absent, in any shape that clients send: repeated, in brackets, joined by commas, as JSON
 * text, as a JSON array. One text in brackets or in an array is one item, commas included.
 */
export const textsOrAbsent = orAbsent(texts)
/** The same, where an empty text is an empty list. */
export const textsOrEmpty = z.preprocess((sent) => (sent === '' ? [] : sent), texts).nullish()
/** A list of texts that must be there. */
export const filledTexts = z.preprocess((sent) => (sent === '' ? undefined : sent), texts)
/** A list of objects that may be absent, in JSON or as JSON text. */
export const listOrAbsent = <Item extends z.ZodType>(
  item: Item,
): z.ZodPreprocess<z.ZodOptional<z.ZodNullable<z.ZodPreprocess<z.ZodArray<Item>>>>> =>
  orAbsent(z.preprocess(readJson, z.array(item)))

/** A whole number, in JSON or as text, that may be absent. */
export const integerOrAbsent = (
  least: number,
  most: number,
): z.ZodPreprocess<z.ZodOptional<z.ZodNullable<z.ZodPreprocess<z.ZodInt>>>> =>
  orAbsent(z.preprocess(readInteger, z.int().min(least).max(most)))

/** An object with any fields, in JSON or as JSON text, that may be absent. */
export const objectOrAbsent = orAbsent(z.preprocess(readJson, z.record(z.string(), z.unknown())))

/**
 * Pairs of texts that may be absent: `key=value|other=value` with `\=` and `\|` for the signs themselves, or an object in
 * JSON or as JSON text. An empty text is no pair at all.
 */
export const pairsOrEmpty = z.preprocess(readTextPairs, z.record(z.string(), z.string())).nullish()

/** The same for values of structured metadata: texts, numbers, or lists of texts, which the pairs spell as JSON text. */
export const valuesOrEmpty = z
  .preprocess(readValuePairs, z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()), z.null()])))
  .nullish()

/** An instant, in milliseconds since 1970, that may be absent; sent as a day, as ISO 8601, or as the date of HTTP headers. */
export const instantOrAbsent = orAbsent(
  z.preprocess((sent) => (typeof sent === 'string' ? (readInstant(sent) ?? sent) : sent), z.number()),
)

/** A day, `YYYY-MM-DD`, that may be absent. */
export const dayOrAbsent = orAbsent(
  z.preprocess((sent) => (typeof sent === 'string' ? (readDay(sent) ?? sent) : sent), z.iso.date()),
)

const readInteger = (sent: unknown): unknown =>
  typeof sent === 'string' && /^-?\d{1,15}$/.test(sent) ? Number(sent) : sent

/** What is not JSON stays the text it is, and is refused by the field's schema. */
function readJson(sent: unknown): unknown {
  if (typeof sent !== 'string') return sent
  try {
    return parseNested(sent)
  } catch {
    return sent
  }
}

function readObject(sent: unknown): unknown {
  if (typeof sent !== 'string') return sent
  if (sent === '') return {}
  const json = sent.trimStart().startsWith('{') ? readJson(sent) : sent
  return typeof json === 'string' ? (readPairs(json) ?? sent) : json
}

function readTextPairs(sent: unknown): unknown {
  const read = readObject(sent)
  if (!isRecord(read)) return read
  return mapValues(read, (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value))
}

function readValuePairs(sent: unknown): unknown {
  const read = readObject(sent)
  if (!isRecord(read) || typeof sent !== 'string') return read
  return mapValues(read, (value) =>
    typeof value === 'string' && value.trimStart().startsWith('[') ? readJson(value) : value,
  )
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const mapValues = (
  record: Readonly<Record<string, unknown>>,
  change: (value: unknown) => unknown,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
