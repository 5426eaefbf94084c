import type { AccessRule, ModerationStatus, UploadSettings } from '../../domain/library-records.ts'
import { moderationStatuses } from '../../domain/library-records.ts'
import { parseNested } from '../../domain/nested-json.ts'
import { readFolderPath, type FolderPath } from '../folders/folder-paths.ts'
import { flagOf, pairsOf, settingOf, textOf, textsOf, unfit, wordOf } from './setting-readers.ts'

/** What a request says an asset shall be like; what is undefined wasn't sent. */
export interface AssetSettings {
  readonly displayName: string | undefined
  /** Something is added to the display name when another asset of the folder has it. */
  readonly isDisplayNameUnique: boolean
  /** Empty for the top of the library. */
  readonly assetFolder: FolderPath | undefined
  readonly tags: readonly string[] | undefined
  readonly context: Readonly<Record<string, string>> | undefined
  /** By the id of the field, as sent; see `metadata-values.ts`. */
  readonly metadata: ReadonlyMap<string, unknown> | undefined
  /** Drops values that the fields no longer allow. */
  readonly clearsInvalid: boolean
  readonly accessMode: 'public' | 'authenticated' | undefined
  /** Empty: no rules, `accessMode` alone tells. */
  readonly accessControl: readonly AccessRule[] | undefined
  readonly moderationStatus: ModerationStatus | undefined
  /** Asks for somebody to look at it. */
  readonly isModerated: boolean
  readonly keepsBackups: boolean | undefined
}

/** How many tags an asset may have, and how long each may be in bytes of UTF-8. */
export const tagLimits = { count: 1000, bytes: 255 } as const
/** How many pairs of context an asset may have, and how many characters a value. */
export const contextLimits = { count: 1000, keyBytes: 255, characters: 1024 } as const

/** Reads the settings of one asset, by the names of upload parameters. @throws Refusal `asset_field_unfit`, `folder_path_unfit` */
export function readAssetSettings(settings: UploadSettings): AssetSettings {
  return {
    displayName: readDisplayName(settings),
    isDisplayNameUnique: flagOf(settings, 'unique_display_name') ?? false,
    assetFolder: readAssetFolder(settings),
    tags: readTags(settings),
    context: readContext(settings),
    metadata: pairsOf(settings, 'metadata'),
    clearsInvalid: flagOf(settings, 'clear_invalid') ?? false,
    accessMode: wordOf(settings, 'access_mode', ['public', 'authenticated']),
    accessControl: readAccessControl(settings),
    moderationStatus: wordOf(settings, 'moderation_status', moderationStatuses),
    isModerated: readModeration(settings),
    keepsBackups: flagOf(settings, 'backup'),
  }
}

/** Display names are file names to people: no slash, and 255 characters at most. */
function readDisplayName(settings: UploadSettings): string | undefined {
  const name = textOf(settings, 'display_name', 255)?.trim()
  if (name !== undefined && (name === '' || /[/\p{Cc}]/u.test(name))) {
    throw unfit('display_name', 'must not be blank or have a slash in it', name)
  }
  return name
}

/** An empty text is the top of the library, not nothing. */
function readAssetFolder(settings: UploadSettings): FolderPath | undefined {
  const sent = Object.hasOwn(settings, 'asset_folder') ? settings.asset_folder : undefined
  if (sent === undefined || sent === null) return undefined
  if (typeof sent !== 'string') throw unfit('asset_folder', 'must be a text', sent)
  return readFolderPath(sent, 'asset_folder')
}

/** Reads tags from a parameter. @throws Refusal `asset_field_unfit` */
export function readTags(settings: UploadSettings, name = 'tags'): readonly string[] | undefined {
  const tags = textsOf(settings, name)
  if (tags === undefined) return undefined
  if (tags.length > tagLimits.count) throw unfit(name, `must be at most ${tagLimits.count}`)
  const strange = tags.find((tag) => tag.includes(',') || Buffer.byteLength(tag) > tagLimits.bytes)
  if (strange !== undefined)
    throw unfit(name, `must have no commas in them and at most ${tagLimits.bytes} bytes`, strange)
  return tags
}

/** Reads contextual metadata; a key with an empty value stays in: adding it takes the key away. @throws Refusal `asset_field_unfit` */
export function readContext(settings: UploadSettings): Readonly<Record<string, string>> | undefined {
  const pairs = pairsOf(settings, 'context')
  if (pairs === undefined) return undefined
  const entries = [...pairs].map(([key, value]): [string, string] => [readKey(key), readContextValue(key, value)])
  if (entries.length > contextLimits.count) throw unfit('context', `must have at most ${contextLimits.count} keys`)
  return Object.fromEntries(entries)
}

function readKey(sent: string): string {
  const key = sent.normalize('NFC')
  const isFit = key !== '' && Buffer.byteLength(key) <= contextLimits.keyBytes && !/[\p{Cc}\p{Cs}]/u.test(key)
  if (!isFit || key === '__proto__') throw unfit('context', 'has a key that can not be kept', sent)
  return key
}

function readContextValue(key: string, value: unknown): string {
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  const text = value === null ? '' : isPlain ? String(value) : JSON.stringify(value)
  if (text.length > contextLimits.characters || !text.isWellFormed() || text.includes('\0')) {
    throw unfit('context', `must have values of at most ${contextLimits.characters} characters`, key)
  }
  return text.normalize('NFC')
}

/** Rules as the vendor spells them, as a list, one rule, or JSON text of either. */
function readAccessControl(settings: UploadSettings): readonly AccessRule[] | undefined {
  const sent = settingOf(settings, 'access_control')
  if (sent === undefined) return undefined
  const value = typeof sent === 'string' ? parseJson(sent) : sent
  const rules: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (rules.length > 20) throw unfit('access_control', 'must have at most 20 rules')
  return rules.map(readRule)
}

function readRule(value: unknown): AccessRule {
  const rule = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  if (rule.access_type === 'token') return { type: 'token' }
  if (rule.access_type !== 'anonymous') {
    throw unfit('access_control', 'must be rules whose `access_type` is `token` or `anonymous`')
  }
  return { type: 'anonymous', start: readTime(rule.start), end: readTime(rule.end) }
}

/** An ISO 8601 text, or seconds since 1970. */
function readTime(value: unknown): number | null {
  if (value === undefined || value === null || value === '') return null
  const isIso = typeof value === 'string' && /^\d{4}-\d\d-\d\d([T ]|$)/.test(value)
  const at = isIso ? Date.parse(value) : typeof value === 'number' ? value * 1000 : Number.NaN
  if (!Number.isSafeInteger(at)) throw unfit('access_control', 'must have ISO 8601 times', value)
  return at
}

/** Somebody looks at it, or nobody does: Rolecall has none of the services that look by themselves. */
function readModeration(settings: UploadSettings): boolean {
  const kind = textOf(settings, 'moderation')
  if (kind === undefined) return false
  if (kind !== 'manual') throw unfit('moderation', 'must be `manual`: Rolecall analyses no assets itself', kind)
  return true
}

function parseJson(text: string): unknown {
  try {
    return parseNested(text)
  } catch {
    throw unfit('access_control', 'must be JSON', text)
  }
}
