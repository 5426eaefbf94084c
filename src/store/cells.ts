import * as Ids from '../domain/ids.ts'
import { principal, principalTypes } from '../domain/principal.ts'
import type { Principal, PrincipalType } from '../domain/principal.ts'
import type { UserRecord } from '../domain/records.ts'
import type { Parameter, RoleKind } from '../domain/role.ts'
import type { Level, ReachScope } from '../domain/scope.ts'
import type { Cell, Row } from './row.ts'
import { integer, literal, text, textOrNull } from './row.ts'
import { hashOf } from './secrets.ts'

/** The levels, as columns spell them. */
export const levels: readonly Level[] = ['account', 'environment']

/** The kinds of role, as columns spell them. */
export const roleKinds: readonly RoleKind[] = ['global', 'folder', 'collection']

/** Stands for an empty id, which no record has: the empty cell already means something else. */
const noId = '\u0000'

/** The cell of a reach: the empty text for the account, `all`, or an environment's id. */
export const reachCell = (reach: ReachScope): string => (reach.type === 'account' ? '' : reach.environmentId || noId)

/** The number of a principal's type, in the order of `principalTypes`. */
export const principalTypeCell = (type: PrincipalType): number => principalTypes.indexOf(type)

/** What tells long statements apart in an index. */
export const statementCell = (statement: string): string => hashOf(statement)

/** The cell of a folder's parent: the empty text at the top. */
export const parentCell = (parentId: Ids.FolderId | null): string => (parentId === null ? '' : parentId || noId)

/** The cell by which e-mails are compared. */
export const emailCell = (email: string): string => email.toLowerCase()

/** How much of a name counts in comparisons: no name that operations take is longer. */
const comparedLength = 255

/** The cell by which names are compared: without regard to case and to the forms of Unicode, the same in every language. */
export const nameCell = (name: string): string => name.normalize('NFC').toLowerCase().slice(0, comparedLength)

/** The number of a user's state, in the order of lists: active, pending, disabled. */
export const statusCell = ({ isEnabled, isPending }: Pick<UserRecord, 'isEnabled' | 'isPending'>): number =>
  isEnabled ? (isPending ? 1 : 0) : 2

/** Undoes {@link reachCell}. */
export function toReach(cell: string): ReachScope {
  if (cell === '') return { type: 'account' }
  return { type: 'environment', environmentId: cell === 'all' ? 'all' : Ids.environmentId(cell) }
}

/** The parameter in a row of assignments; no id means none. */
export function toParameter(row: Row): Parameter | null {
  const id = text(row, 'parameter_id')
  if (id === '') return null
  const type = literal(row, 'parameter_type', ['folder', 'collection'])
  return type === 'folder' ? { type, id: Ids.folderId(id) } : { type, id: Ids.collectionId(id) }
}

/** The principal in a row of assignments. */
export function toPrincipal(row: Row): Principal {
  const type = principalTypes[integer(row, 'principal_type')]
  if (type === undefined) throw new TypeError('column principal_type holds an unknown number')
  return principal(type, text(row, 'principal_id'))
}

/** The cell of a yes or no. */
export const bit = (is: boolean): Cell => (is ? 1 : 0)

/** The cell of an environment's attributes, sorted by name so that the same ones are the same text. */
export const attributesCell = (attributes: Readonly<Record<string, string>> | null): Cell =>
  attributes === null
    ? null
    : JSON.stringify(Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1)))

/** Undoes {@link attributesCell}. */
export function toAttributes(row: Row): Readonly<Record<string, string>> | null {
  const cell = textOrNull(row, 'custom_attributes')
  // Written by `attributesCell`, which takes nothing else.
  return cell === null ? null : Object.fromEntries(JSON.parse(cell) as readonly (readonly [string, string])[])
}

/** The cell of a list of words, none of which has a comma. */
export const wordsCell = (words: readonly string[]): Cell => words.join(',')

/** Undoes {@link wordsCell}. */
export const toWords = (cell: string): readonly string[] => (cell === '' ? [] : cell.split(','))

interface Dated {
  readonly createdAt: number
  readonly updatedAt: number
}

/** The cells of a record's two instants. */
export const dateCells = (record: Dated): Row => ({ created_at: record.createdAt, updated_at: record.updatedAt })

/** Undoes {@link dateCells}. */
export const dates = (row: Row): Dated => ({
  createdAt: integer(row, 'created_at'),
  updatedAt: integer(row, 'updated_at'),
})

/** The account that a row belongs to. */
export const owner = (row: Row): Ids.AccountId => Ids.accountId(text(row, 'account_id'))

/** The user who owns what is in a row; null: nobody. */
export function ownerOf(row: Row): Ids.UserId | null {
  const id = textOrNull(row, 'owner_id')
  return id === null ? null : Ids.userId(id)
}

/** The environment that a row belongs to. */
export const environmentOf = (row: Row): Ids.EnvironmentId => Ids.environmentId(text(row, 'environment_id'))
