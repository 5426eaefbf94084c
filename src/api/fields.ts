import { z } from 'zod'
import { parseNested } from '../domain/nested-json.ts'

/** Makes a field that may be absent or null. */
export const optional = <Field extends z.ZodType>(field: Field): z.ZodOptional<z.ZodNullable<Field>> => field.nullish()

/** Any text; the operation says what it accepts of it. */
export const text: z.ZodString = z.string()

/** A boolean in any shape that clients send: JSON, `true` and `false` as text, `1` and `0`. */
export const flag = z.preprocess(readFlag, z.boolean())

/** A list of texts in any shape that clients send: repeated, joined by commas, as JSON text. */
export const texts = z.preprocess((sent) => readList(sent, true), z.array(z.string()))

/** A list of objects, in JSON or as JSON text. */
export const listOf = <Item extends z.ZodType>(item: Item): z.ZodPreprocess<z.ZodArray<Item>> =>
  z.preprocess((sent) => readList(sent, false), z.array(item))

/** An object with any fields, in JSON or as JSON text. */
export const anyObject = z.preprocess(
  (sent) => (typeof sent === 'string' ? readJson(sent) : sent),
  z.record(z.string(), z.unknown()),
)

function readFlag(sent: unknown): unknown {
  if (sent === 1 || sent === '1') return true
  if (sent === 0 || sent === '0') return false
  const word = typeof sent === 'string' ? sent.toLowerCase() : sent
  return word === 'true' ? true : word === 'false' ? false : sent
}

function readList(sent: unknown, mayHaveCommas: boolean): unknown {
  if (typeof sent !== 'string') return sent
  if (sent.trimStart().startsWith('[')) return readJson(sent)
  if (!mayHaveCommas) return sent
  return sent
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** What is not JSON stays the text it is, and is refused by the field's schema. */
function readJson(sent: string): unknown {
  try {
    return parseNested(sent)
  } catch {
    return sent
  }
}
