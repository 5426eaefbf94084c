import { createHash } from 'node:crypto'
import { refusal } from '../../domain/errors.ts'
import { environmentId, type AccountId, type EnvironmentId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Page, Reader } from '../../store/store.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import type { Deed, NeedOf, Place } from '../operation.ts'
import { listAll } from '../paging.ts'
import { openCursor, sealCursor } from '../sealed-cursor.ts'

/** The kinds of settings that have names in an environment, and what people call each. */
export const settingTypes = {
  UploadPreset: 'upload preset',
  UploadMapping: 'upload mapping',
  Transformation: 'transformation',
  MetadataField: 'metadata field',
  MetadataRule: 'metadata rule',
} as const

/** One of {@link settingTypes}: the Cedar type too. */
export type SettingType = keyof typeof settingTypes

/** What every named setting has. */
export interface NamedSetting {
  readonly accountId: AccountId
  readonly environmentId: EnvironmentId
  readonly name: string
  readonly createdAt: Instant
}

/** How many settings one page holds at most, and when nothing is said. */
export const settingPage = { most: 500, usual: 10 } as const

/** Where a setting is as a resource; null: any one, or one that is to be made. */
export const placeOfSetting = (type: SettingType, name: string | null, environment: string): Place => ({
  resource: { type, id: name === null ? null : name.normalize('NFC') },
  scope: { type: 'environment', environmentId: environmentId(environment) },
})

/** The need to do something to the setting that an input names. */
export const needOnSetting = (
  type: SettingType,
  action: 'read' | 'update' | 'delete',
): NeedOf<InLibrary & { readonly name: string }> => ({
  action,
  on: [type],
  level: 'environment',
  of: ({ environmentId: environment, name }) => [placeOfSetting(type, name, environment)],
})

/** The need to make a setting. */
export const needToCreate = (type: SettingType): NeedOf<InLibrary> => ({
  action: 'create',
  on: [type],
  level: 'environment',
  of: ({ environmentId: environment }) => [placeOfSetting(type, null, environment)],
})

/** Which part of a list of settings. */
export interface SettingPaging extends InLibrary {
  readonly limit: number | null
  readonly cursor: string | null
}

/** Part of the settings that the caller may see, in the order of their names. */
export interface SettingPage<Setting> {
  readonly settings: readonly Setting[]
  readonly nextCursor: string | null
  /** How many there are in all, of those the caller may see. */
  readonly total: number
}

/** Lists the settings of a kind that the caller may see. @throws Refusal `invalid_fields` for a cursor of another list */
export async function listSettings<Setting extends NamedSetting>(
  type: SettingType,
  { environmentId: environment, limit, cursor }: SettingPaging,
  deed: Deed<Reader>,
  read: (page: Page<Setting>) => Promise<readonly Setting[]>,
): Promise<SettingPage<Setting>> {
  const list = `${type} of ${environment}`
  const after = cursor === null ? null : (openCursor(deed.house, list, cursor)[0] ?? '')
  const all = await listAll(read)
  const visible = all.filter(({ name }) => deed.may('read', placeOfSetting(type, name, environment)))
  const left = after === null ? visible : visible.filter(({ name }) => comesAfter(name, after))
  const settings = left.slice(0, Math.min(limit ?? settingPage.usual, settingPage.most))
  const last = left.length > settings.length ? settings.at(-1) : undefined
  return {
    settings,
    nextCursor: last === undefined ? null : sealCursor(deed.house, list, [last.name]),
    total: visible.length,
  }
}

const comesAfter = (name: string, last: string): boolean => Buffer.compare(Buffer.from(name), Buffer.from(last)) > 0

/** Passes a setting that is there on. @throws Refusal `setting_unknown` */
export function requireSetting<Setting>(type: SettingType, name: string, found: Setting | undefined): Setting {
  if (found !== undefined) return found
  throw refusal('setting_unknown', { what: settingTypes[type], name }, { fields: [{ name: 'name', value: name }] })
}

/** @throws Refusal `setting_name_taken` */
export function requireFreeName(type: SettingType, name: string, found: object | undefined): void {
  if (found === undefined) return
  throw refusal('setting_name_taken', { what: settingTypes[type], name }, { fields: [{ name: 'name', value: name }] })
}

/** How many characters the name of a setting may have; the store keeps 400 bytes of it. */
export const longestSettingName = 100

/**
 * Reads the name of a setting: NFC, 1 to {@link longestSettingName} characters, none that URLs or paths could take for
 * something else.
 *
 * @throws Refusal `setting_unfit`
 */
export function readSettingName(sent: string, field = 'name'): string {
  const name = sent.normalize('NFC')
  const isFit = name !== '' && name.trim() === name && Array.from(name).length <= longestSettingName
  if (isFit && !/[\p{C}\p{Zl}\p{Zp}?&#\\%<>/]/u.test(name) && !/^\.+$/.test(name)) return name
  throw unfitSetting(
    field,
    `must be 1 to ${longestSettingName} visible characters without any of ? & # \\ % < > /`,
    sent,
  )
}

/** The refusal of one field of a setting; `why` goes on after its name. */
export const unfitSetting = (field: string, why: string, value?: unknown): Error =>
  refusal('setting_unfit', { field, why }, { fields: [{ name: field, ...(value !== undefined && { value }) }] })

/**
 * The `external_id` of a setting, in the form of a UUID: made of what never changes about it, so that it is the same for
 * as long as the setting is there.
 */
export function externalIdOf(
  type: SettingType,
  { accountId, environmentId: id, name, createdAt }: NamedSetting,
): string {
  const text = JSON.stringify([type, accountId, id, name, createdAt])
  const hex = createHash('sha256').update(text).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}
