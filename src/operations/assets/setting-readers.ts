import { refusal, type Refusal } from '../../domain/errors.ts'
import type { UploadSettings } from '../../domain/library-records.ts'
import { parseNested } from '../../domain/nested-json.ts'

/** The refusal of one parameter; `why` goes on after its name. */
export const unfit = (field: string, why: string, value?: unknown): Refusal =>
  refusal(
    'asset_field_unfit',
    { field, why },
    { fields: [{ name: field, ...(value !== undefined && { value: shown(value) }) }] },
  )

/** What is echoed of a refused value. */
const shown = (value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().slice(0, 200) : Array.isArray(value) ? undefined : value

/** A parameter as it was sent; an empty text or null is as none. */
export function settingOf(settings: UploadSettings, name: string): unknown {
  const value = Object.hasOwn(settings, name) ? settings[name] : undefined
  return value === null || value === '' ? undefined : value
}

/** Reads a text; undefined when it wasn't sent. @throws Refusal `asset_field_unfit` */
export function textOf(settings: UploadSettings, name: string, longest = 1000): string | undefined {
  const value = settingOf(settings, name)
  if (value === undefined) return undefined
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') throw unfit(name, 'must be a text', value)
  if (text.length > longest) throw unfit(name, `must have at most ${longest} characters`)
  if (unkept.test(text)) throw unfit(name, 'must not have control characters', text)
  return text.normalize('NFC')
}

/** Control characters save those that lay out a text, and lone surrogates. */
const unkept = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u

/** Reads a yes or no in any of the shapes that clients send. @throws Refusal `asset_field_unfit` */
export function flagOf(settings: UploadSettings, name: string): boolean | undefined {
  const value = settingOf(settings, name)
  if (value === undefined || typeof value === 'boolean') return value
  const word = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : ''
  if (word === 'true' || word === '1') return true
  if (word === 'false' || word === '0') return false
  throw unfit(name, 'must be true or false', value)
}

/** Reads one of some words. @throws Refusal `asset_field_unfit` */
export function wordOf<const Word extends string>(
  settings: UploadSettings,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = settingOf(settings, name)
  if (value === undefined) return undefined
  const word = words.find((one) => one === value)
  if (word === undefined) throw unfit(name, `must be one of ${words.join(', ')}`, value)
  return word
}

/** Reads a list of texts: a list, JSON text of one, or texts joined by commas; each once, in order. Empty is a list too.
 * @throws Refusal `asset_field_unfit` */
export function textsOf(settings: UploadSettings, name: string): readonly string[] | undefined {
  const value = Object.hasOwn(settings, name) ? settings[name] : undefined
  if (value === undefined || value === null) return undefined
  const list = typeof value === 'string' ? splitTexts(value) : value
  if (!Array.isArray(list)) throw unfit(name, 'must be a list of texts', value)
  const texts: string[] = []
  for (const one of list as readonly unknown[]) {
    if (typeof one !== 'string' || unkept.test(one)) throw unfit(name, 'must be a list of texts', one)
    const text = one.normalize('NFC').trim()
    if (text !== '') texts.push(text)
  }
  return [...new Set(texts)]
}

function splitTexts(text: string): unknown {
  if (!text.trimStart().startsWith('[')) return text.split(',')
  try {
    return parseNested(text)
  } catch {
    return text.split(',')
  }
}

/** Reads an object by its names. @throws Refusal `asset_field_unfit` */
export function pairsOf(settings: UploadSettings, name: string): ReadonlyMap<string, unknown> | undefined {
  const value = Object.hasOwn(settings, name) ? settings[name] : undefined
  if (value === undefined || value === null) return undefined
  if (value === '') return new Map()
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw unfit(name, 'must be pairs such as `key=value|other=value`', value)
  }
  return new Map(Object.entries(value))
}
