import { useSay, type Say } from '../language/messages.ts'
import { deedTexts, fieldTexts, nounTexts, valueTexts, type RecordField } from './messages.ts'

/** Says what sentences about changes are made of. */
export interface Words {
  readonly deed: Say<keyof typeof deedTexts.texts>
  /** What a kind of record is called; of one that came with a newer server, its own name. */
  readonly noun: (kind: string) => string
  /** What a field of a record is called; likewise. */
  readonly field: (name: string) => string
  readonly value: Say<keyof typeof valueTexts.texts>
}

/** Gives the words of the page's language. */
export function useWords(): Words {
  const [deed, noun, field, value] = [useSay(deedTexts), useSay(nounTexts), useSay(fieldTexts), useSay(valueTexts)]
  return wordsOf(deed, noun, field, value)
}

/** Puts words together of what says each kind of message. */
export const wordsOf = (
  deed: Words['deed'],
  noun: Say<keyof typeof nounTexts.texts>,
  field: Say<RecordField>,
  value: Words['value'],
): Words => ({
  deed,
  noun: (kind) => (isKeyOf(nounTexts.texts, kind) ? noun(kind) : spaced(kind)),
  field: (name) => (isKeyOf(fieldTexts.texts, name) ? field(name) : spaced(name)),
  value,
})

const isKeyOf = <Key extends string>(texts: Readonly<Record<Key, string>>, key: string): key is Key =>
  Object.hasOwn(texts, key)

const spaced = (name: string): string =>
  name.replaceAll('_', ' ').replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
