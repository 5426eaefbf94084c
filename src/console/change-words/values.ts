import { asFields, listOf, nameOf, textOf, type Names } from './records.ts'
import type { Words } from './use-words.ts'

/** A value as it is shown: in words, and where it is told exactly besides, as itself. */
export interface ShownValue {
  readonly text: string
  /** An id, or what has no words: shown as code. */
  readonly code?: string
}

/** The nouns that fields name a record of by its id. */
const nounOfField: Readonly<Record<string, string>> = {
  environmentId: 'environment',
  userId: 'user',
  groupId: 'group',
  roleId: 'role',
  folderId: 'folder',
  parentId: 'folder',
  collectionId: 'collection',
  assetId: 'asset',
  assetIds: 'asset',
  coverAssetId: 'asset',
  relatedId: 'asset',
  proofId: 'proof',
  ownerId: 'user',
  fieldId: 'metadata_field',
  permissionIds: 'permission',
}

/** Fields whose texts are names that programs use. */
const spelledExactly: ReadonlySet<string> = new Set(['id', 'cloudName', 'publicId', 'statement', 'expression'])

/** Says the value of a field of a record. @param at spells an instant in the reader's own time */
export function valueInWords(
  field: string,
  value: unknown,
  { names, words, at }: { readonly names: Names; readonly words: Words; readonly at: (instant: number) => string },
): ShownValue {
  const { value: say } = words
  if (value === null || value === undefined || value === '') return { text: say('absent') }
  if (typeof value === 'boolean') return { text: say(value ? 'yes' : 'no') }
  if (typeof value === 'number') return { text: field.endsWith('At') ? at(value) : String(value) }
  if (typeof value === 'string') return textInWords(field, value, names, words)
  const { type, id, status, environmentId, bytes, format } = asFields(value)
  if (field === 'reach') return { text: reachInWords(environmentId, names, words) }
  if (typeof type === 'string' && typeof id === 'string') return named(names, type, id)
  if (field === 'moderation' && typeof status === 'string') return { text: status }
  if (field === 'file' && typeof bytes === 'number') return { text: `${textOf(format)} ${sizeOf(bytes)}`.trim() }
  if (listOf(value).length === 0 && Object.keys(asFields(value)).length === 0) return { text: say('none') }
  return { text: '', code: JSON.stringify(value) }
}

/** What was put into a list and what was taken out of it, item by item, and how many stayed. */
export function listChange(before: unknown, after: unknown) {
  const [old, now] = [listOf(before).map(keyOf), listOf(after).map(keyOf)]
  return {
    added: listOf(after).filter((one) => !old.includes(keyOf(one))),
    removed: listOf(before).filter((one) => !now.includes(keyOf(one))),
    kept: now.filter((one) => old.includes(one)).length,
  }
}

const keyOf = (item: unknown): string => JSON.stringify(item)

function textInWords(field: string, value: string, names: Names, { value: say }: Words): ShownValue {
  const noun = nounOfField[field]
  if (noun !== undefined) return named(names, noun, value)
  if (field === 'createdBy' || field === 'addedBy') {
    const [type = '', id = ''] = value.split(/:(.*)/s)
    return type === 'operator' ? { text: say('operator') } : named(names, type, id)
  }
  return spelledExactly.has(field) ? { text: '', code: value } : { text: value }
}

const reachInWords = (environmentId: unknown, names: Names, { value: say }: Words): string => {
  if (typeof environmentId !== 'string') return say('theAccount')
  return environmentId === 'all' ? say('allEnvironments') : nameOf(names, 'environment', environmentId)
}

function named(names: Names, noun: string, id: string): ShownValue {
  const name = names[`${noun}:${id}`]
  return name === undefined ? { text: '', code: id } : { text: name, code: id }
}

function sizeOf(bytes: number): string {
  const [unit, size] = bytes >= 1e6 ? (['megabyte', 1e6] as const) : (['kilobyte', 1e3] as const)
  return new Intl.NumberFormat(undefined, { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / size)
}
