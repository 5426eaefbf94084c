import type { Blame, Fields } from '../../domain/catalogue/import-fields.ts'
import { isObject, kindOf } from '../../domain/catalogue/import-fields.ts'
import { policyTextLimitBytes } from '../../engine/language/parse.ts'
import { longest } from '../roles/role-rules.ts'

/** One value of the file and where it stands, e.g. `users[0].roles[1]`. */
export interface Placed {
  readonly value: unknown
  readonly path: string
}

/** What a text must be like. */
export interface TextRule {
  /** In UTF-16 units. */
  readonly maxLength: number
  readonly pattern: RegExp
  /** What `pattern` asks for, after "must". */
  readonly says: string
}

const visible = { pattern: /^(?=.*\S)\P{Cc}+$/u, says: 'hold a visible character and no line break' }

/** Rules of the texts in a bootstrap file; a name or an id within them fits into the store. */
export const textRules = {
  name: { maxLength: longest.name, ...visible },
  id: { maxLength: 100, pattern: /^[^\s\p{Cc}]+$/u, says: 'hold no spaces' },
  cloudName: { maxLength: 100, pattern: /^[a-z0-9_-]+$/, says: 'hold nothing but `a`-`z`, `0`-`9`, `_` and `-`' },
  email: { maxLength: 254, pattern: /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u, says: 'be an e-mail address' },
  key: { maxLength: 100, pattern: /^[!-9;-~]+$/, says: 'hold nothing but visible ASCII characters, and no colon' },
  secret: { maxLength: 255, pattern: /^\P{Cc}+$/u, says: 'hold no line break or other control character' },
  password: { maxLength: 1000, pattern: /^/, says: '' },
  description: { maxLength: longest.description, pattern: /^[^\0]*$/, says: 'hold no character U+0000' },
  statement: { maxLength: policyTextLimitBytes, pattern: /^/, says: '' },
} as const satisfies Record<string, TextRule>

/** Reads an object whose members are known by name; blames every other member at once. Undefined when it is no object. */
export function readObject({ value, path }: Placed, names: readonly string[], blame: Blame): ObjectReader | undefined {
  if (!isObject(value)) {
    blame(path, value === undefined ? 'is missing' : `must be an object, is ${kindOf(value)}`)
    return undefined
  }
  const reader = new ObjectReader(value, path, blame)
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) blame(reader.at(name), `is not known here; there are ${quoted(names)}`)
  }
  return reader
}

/** The members of one object of the file. What is null counts as absent. Every fault is blamed and read past. */
export class ObjectReader {
  readonly path: string
  readonly #fields: Fields
  readonly #blame: Blame

  constructor(fields: Fields, path: string, blame: Blame) {
    this.#fields = fields
    this.path = path
    this.#blame = blame
  }

  /** Where a member stands. */
  at(name: string): string {
    return this.path === '$' ? name : `${this.path}.${name}`
  }

  /** Any member, as it is; undefined when absent. */
  any(name: string): Placed {
    return { value: this.#fields[name] ?? undefined, path: this.at(name) }
  }

  has(name: string): boolean {
    return this.any(name).value !== undefined
  }

  /** A text that must be there, in Unicode NFC. */
  text(name: string, rule: TextRule): string | undefined {
    if (!this.has(name)) this.#blame(this.at(name), 'is missing')
    return this.optionalText(name, rule)
  }

  optionalText(name: string, rule: TextRule): string | undefined {
    return this.has(name) ? readText(this.any(name), rule, this.#blame) : undefined
  }

  /** True or false; `absent` when it isn't there or is neither. */
  flag(name: string, absent: boolean): boolean {
    const { value, path } = this.any(name)
    if (value === undefined || typeof value === 'boolean') return value ?? absent
    this.#blame(path, `must be true or false, is ${kindOf(value)}`)
    return absent
  }

  /** One of a few words; `absent` when it isn't there or is none of them. */
  word<const Word extends string>(name: string, words: readonly Word[], absent: Word): Word {
    return this.optionalWord(name, words) ?? absent
  }

  optionalWord<const Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const { value, path } = this.any(name)
    if (value === undefined) return undefined
    const word = words.find((candidate) => candidate === value)
    if (word !== undefined) return word
    const found = typeof value === 'string' ? `\`${value}\`` : kindOf(value)
    this.#blame(path, `must be one of ${quoted(words)}, is ${found}`)
    return undefined
  }

  /** The elements of an array; none when it is absent. */
  list(name: string): readonly Placed[] {
    return listOf(this.any(name), this.#blame)
  }
}

/** The elements of an array; none when it is absent or something else, which is blamed. */
export function listOf({ value, path }: Placed, blame: Blame): readonly Placed[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    blame(path, `must be an array, is ${kindOf(value)}`)
    return []
  }
  return value.map((element: unknown, position) => ({ value: element, path: `${path}[${position}]` }))
}

/** A text in Unicode NFC; undefined when it is something else or breaks the rule, which is blamed. */
export function readText(
  { value, path }: Placed,
  { maxLength, pattern, says }: TextRule,
  blame: Blame,
): string | undefined {
  if (typeof value !== 'string') {
    const hint = typeof value === 'number' ? ': put it between quotes' : ''
    blame(path, `must be a text, is ${kindOf(value)}${hint}`)
    return undefined
  }
  const text = value.normalize('NFC')
  if (text === '') blame(path, 'must not be empty')
  else if (!text.isWellFormed()) blame(path, 'must not hold half a character')
  else if (text.length > maxLength) blame(path, `must not be longer than ${maxLength} characters`)
  else if (!pattern.test(text)) blame(path, `must ${says}`)
  else return text
  return undefined
}

/** Values in backticks, with commas. */
export const quoted = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ')

/** Remembers texts and blames one that was there before, e.g. a second user with the same e-mail. */
export class OnlyOnce {
  readonly #pathByKey = new Map<string, string>()
  readonly #blame: Blame

  constructor(blame: Blame) {
    this.#blame = blame
  }

  /** @param key by what it is compared, where that isn't the text itself */
  add(text: string | undefined, path: string, key = text): void {
    if (text === undefined || key === undefined) return
    const first = this.#pathByKey.get(key)
    if (first === undefined) this.#pathByKey.set(key, path)
    else this.#blame(path, `\`${text}\` stands at ${first} already`)
  }
}
