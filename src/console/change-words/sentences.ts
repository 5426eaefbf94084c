import { listed } from '../language/lists.ts'
import { sentenceOfPair } from './pair-sentences.ts'
import { asFields, changedFields, listOf, nameOf, recordName, textOf } from './records.ts'
import type { Change, Entry, Fields, Names } from './records.ts'
import type { Words } from './use-words.ts'

/** So many changes of one entry are told one by one. */
const mostTold = 3

/** Says who caused an entry. */
export function authorOf({ by }: Entry, names: Names, { deed }: Words): string {
  if (by.type === 'operator') return deed('operator')
  if (by.type === 'preset') return deed('preset', { name: by.id })
  return nameOf(names, by.type, by.id)
}

/** Says what an entry did, in words that follow the name of who did it. */
export function deedsOf({ changes }: Entry, names: Names, words: Words): readonly string[] {
  if (changes.length === 0) return [words.deed('nothing')]
  const told = changes.slice(0, mostTold).map((change) => deedOf(change, names, words))
  return changes.length > mostTold ? [...told, words.deed('others', { count: changes.length - mostTold })] : told
}

/** Says an entry as one sentence. */
export const sentenceOf = (entry: Entry, names: Names, words: Words): string =>
  `${authorOf(entry, names, words)} ${deedsOf(entry, names, words).join(', ')}`

const deedOf = (change: Change, names: Names, words: Words): string =>
  sentenceOfPair(change, names, words) ?? deedOfRecord(change, names, words)

function deedOfRecord({ noun: kind, before, after }: Change, names: Names, words: Words): string {
  const { deed } = words
  const noun = words.noun(kind)
  const name = recordName(kind, after ?? before ?? {}, names)
  if (after === null) return deed('removed', { noun, name })
  if (before !== null) return deedOfUpdate(kind, before, after, { names, words })
  if (kind === 'asset') return deed('uploaded', { name })
  if (kind === 'user' && after['isPending'] === true) return deed('invited', { name })
  return deed('made', { noun, name })
}

interface Sayings {
  readonly names: Names
  readonly words: Words
}

function deedOfUpdate(kind: string, before: Fields, after: Fields, { names, words }: Sayings): string {
  const { deed } = words
  const noun = words.noun(kind)
  const name = recordName(kind, after, names)
  const fields = changedFields(before, after)
  const moved = kind === 'folder' ? 'parentId' : 'folderId'
  if ((kind === 'folder' || kind === 'asset') && fields.includes(moved)) {
    const place = after[moved] === null ? deed('top') : nameOf(names, 'folder', after[moved])
    return deed('moved', { noun, name, place })
  }
  const [only] = fields
  if (fields.length === 1 && only !== undefined) {
    const told = deedOfField(kind, only, { before, after }, { names, words })
    if (told !== null) return told
  }
  return deed('changed', { noun, name, fields: listed(fields.map(words.field)) })
}

/** What the change of one field alone comes to; null where the field is just named. */
function deedOfField(
  kind: string,
  field: string,
  { before, after }: { readonly before: Fields; readonly after: Fields },
  { names, words }: Sayings,
): string | null {
  const { deed } = words
  const noun = words.noun(kind)
  const name = recordName(kind, after, names)
  const [old, now] = [before[field], after[field]]
  switch (field) {
    case 'name':
    case 'title':
    case 'publicId':
      return deed('renamed', { noun, name, old: textOf(old) })
    case 'isEnabled':
    case 'isActive':
      return deed(now === true ? 'enabled' : 'disabled', { noun, name })
    case 'isPending':
      return deed(now === true ? 'invited' : 'accepted', { name })
    case 'hasAllEnvironments':
      return deed(now === true ? 'openedAll' : 'closedAll', { name })
    case 'permissionIds':
      return deed('changedPermissions', { name, ...countsBetween(old, now) })
    case 'moderation':
      return moderated(textOf(asFields(now)['status']), name, words)
    default:
      if (!isTold(old) || !isTold(now)) return null
      return deed('changedFrom', { noun, name, field: words.field(field), old, new: now })
  }
}

const moderated = (status: string, name: string, { deed }: Words): string | null =>
  status === 'approved' || status === 'rejected' || status === 'pending' ? deed(status, { name }) : null

/** Longer texts are read in the details. */
const longestTold = 80

/** Tells whether a value stands in a sentence as it is; ids and lists don't. */
const isTold = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= longestTold && !/^[\w-]{16,}$/.test(value)

function countsBetween(before: unknown, after: unknown): { readonly added: number; readonly removed: number } {
  const [old, now] = [listOf(before), listOf(after)]
  return {
    added: now.filter((one) => !old.includes(one)).length,
    removed: old.filter((one) => !now.includes(one)).length,
  }
}
