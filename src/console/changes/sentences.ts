import type { CallReply } from '../../api/client.ts'
import type { Say } from '../language/messages.ts'
import { deedTexts } from './messages.ts'

/** One entry of the change log. */
export type Entry = CallReply<'listChanges'>['entries'][number]
/** What ids are called, by noun and id. */
export type Names = CallReply<'listChanges'>['names']

type Change = Entry['changes'][number]
type DeedSay = Say<keyof typeof deedTexts.texts>
type Fields = Readonly<Record<string, unknown>>

/** So many changes of one entry are told one by one. */
const mostTold = 3

/** Says who caused an entry. */
export function authorOf({ by }: Entry, names: Names, say: DeedSay): string {
  if (by.type === 'operator') return say('operator')
  if (by.type === 'preset') return say('preset', { name: by.id })
  return names[`${by.type}:${by.id}`] ?? by.id
}

/** Says what an entry did, in words that follow the name of who did it. */
export function deedsOf({ changes }: Entry, names: Names, say: DeedSay): readonly string[] {
  if (changes.length === 0) return [say('nothing')]
  const told = changes.slice(0, mostTold).map((change) => deedOf(change, names, say))
  return changes.length > mostTold ? [...told, say('others', { count: changes.length - mostTold })] : told
}

/** Says an entry as one sentence. */
export const sentenceOf = (entry: Entry, names: Names, say: DeedSay): string =>
  `${authorOf(entry, names, say)} ${deedsOf(entry, names, say).join(', ')}`

function deedOf(change: Change, names: Names, say: DeedSay): string {
  const { noun, before, after } = change
  const record: Fields = after ?? before ?? {}
  const named = (kind: string, field: string): string =>
    names[`${kind}:${textOf(record[field])}`] ?? textOf(record[field])
  switch (noun) {
    case 'assignment': {
      const values = {
        holder: holderOf(record, names, say),
        role: named('role', 'roleId'),
        where: whereOf(record, names, say),
      }
      return say(before === null ? 'gaveRole' : after === null ? 'tookRole' : 'changedRole', values)
    }
    case 'membership':
      return say(after === null ? 'left' : 'joined', {
        user: named('user', 'userId'),
        group: named('group', 'groupId'),
      })
    case 'environment_access': {
      const values = { user: named('user', 'userId'), environment: named('environment', 'environmentId') }
      return say(after === null ? 'closed' : 'opened', values)
    }
    default:
      return deedOfRecord(change, names, say)
  }
}

function deedOfRecord({ noun: kind, before, after }: Change, names: Names, say: DeedSay): string {
  const noun = nounInWords(kind, say)
  const record: Fields = after ?? before ?? {}
  const id = textOf(record['id'])
  const name = textOf(record['name']) || names[`${kind}:${id}`] || textOf(record['publicId']) || id
  if (before === null) return say('made', { noun, name })
  if (after === null) return say('removed', { noun, name })
  const fields = changedFields(before, after)
  const [only] = fields
  if (fields.length === 1 && only === 'name') return say('renamed', { noun, name, old: textOf(before['name']) })
  if (fields.length === 1 && only === 'isEnabled')
    return say(after['isEnabled'] === true ? 'enabled' : 'disabled', { noun, name })
  if (fields.length === 1 && only === 'permissionIds')
    return say('changedPermissions', { name, ...countsBetween(before['permissionIds'], after['permissionIds']) })
  if (fields.length === 1 && only !== undefined && isTold(before[only]) && isTold(after[only]))
    return say('changedFrom', { noun, name, field: inWords(only), old: before[only], new: after[only] })
  return say('changed', { noun, name, fields: fields.map(inWords).join(', ') })
}

/** What a kind of record is called; the name of its kind where there is no word for it. */
export function nounInWords(kind: string, say: DeedSay): string {
  const key = `noun_${kind}`
  return isNounKey(key) ? say(key) : kind.replaceAll('_', ' ')
}

type NounKey = Extract<keyof typeof deedTexts.texts, `noun_${string}`>

const isNounKey = (key: string): key is NounKey => key in deedTexts.texts

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

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Finds the fields that differ between two records; when it was changed is no news. */
export const changedFields = (before: Fields, after: Fields): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => field !== 'updatedAt' && JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  )

/** Says the name of a field: `permissionIds` as "permission ids". */
export const inWords = (field: string): string => field.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)

function holderOf({ principal }: Fields, names: Names, say: DeedSay): string {
  const { type, id } = asFields(principal)
  const name = names[`${textOf(type)}:${textOf(id)}`] ?? textOf(id)
  const keys = { user: 'aUser', group: 'aGroup', api_key: 'aKey', account_key: 'anAccountKey' } as const
  const key = Object.entries(keys).find(([known]) => known === type)?.[1] ?? 'aUser'
  return say(key, { name })
}

function whereOf({ reach, parameter }: Fields, names: Names, say: DeedSay): string {
  const environmentId = textOf(asFields(reach)['environmentId'])
  if (environmentId === '') return say('inAccount')
  const environment = names[`environment:${environmentId}`] ?? environmentId
  const { type, id } = asFields(parameter)
  if (type === 'folder' || type === 'collection') {
    const name = names[`${type}:${textOf(id)}`] ?? textOf(id)
    return say(type === 'folder' ? 'onFolder' : 'onCollection', { name, environment })
  }
  return environmentId === 'all' ? say('inAll') : say('inOne', { environment })
}

const asFields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {})

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
