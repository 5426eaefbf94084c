import { principal, principalTypes, type Principal } from '../../domain/principal.ts'
import type { AccountRecord } from '../../domain/records.ts'
import type { Role } from '../../domain/role.ts'
import type { Instant } from '../../domain/instant.ts'
import { ColumnReader, ColumnWriter } from './columns.ts'
import type { SavedCustom } from './custom-policies.ts'
import { join, type Holder } from './holders.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Writes a snapshot as columns of integers and texts, for a node to begin with: what it holds is small beside the records
 * it was made of, and quick to read. The catalogue is no part of it, only the account's own roles.
 */
export function saveSnapshot(snapshot: Snapshot): Uint8Array {
  const writer = new ColumnWriter()
  writer.json({ revision: snapshot.revision, account: snapshot.account, roles: [...snapshot.roles.customRoles()] })
  writer.texts(snapshot.roles.ids())
  snapshot.environments.save(writer)
  snapshot.folders.save(writer)
  snapshot.collections.save(writer)
  saveHolders(snapshot, writer)
  writer.json([...snapshot.customs.saved()])
  return writer.finish()
}

/**
 * Reads what {@link saveSnapshot} wrote into a snapshot that knows nothing yet.
 *
 * @throws RangeError when the bytes are damaged or of another version; the snapshot then still knows nothing
 * @throws RangeError when the snapshot knows something already
 */
export function restoreSnapshot(snapshot: Snapshot, bytes: Uint8Array): void {
  if (snapshot.revision !== 0 || snapshot.account !== null) throw new RangeError('the snapshot knows something already')
  const reader = new ColumnReader(bytes)
  // The checksum has vouched that these are the columns saved, in their order.
  const head = reader.json() as { revision: number; account: AccountRecord | null; roles: readonly Role[] }
  for (const role of head.roles) snapshot.roles.put(role)
  const roleNumbers = reader.texts().map((id) => (id === '' ? 0 : snapshot.roles.obtain(id)))
  snapshot.environments.restore(reader)
  snapshot.folders.restore(reader)
  snapshot.collections.restore(reader)
  restoreHolders(snapshot, reader, roleNumbers)
  for (const custom of reader.json() as readonly SavedCustom[]) snapshot.customs.put(null, custom)
  snapshot.account = head.account
  snapshot.load([], head.revision)
}

/** What a holder is, as bits. */
const holderFlags = { isKnown: 1, isActive: 2, opensAllEnvironments: 4 } as const

function saveHolders(snapshot: Snapshot, writer: ColumnWriter): void {
  const holders = principalTypes.flatMap((type) => [...snapshot.holders.all(type)])
  const numbers = new Map(holders.map((holder, number) => [holder, number]))
  writer.texts(holders.map((holder) => holder.principal.id))
  writer.integers(Int32Array.from(holders, flagsOf))
  writer.integers(Int32Array.from(listsWithLengths(holders.map((holder) => holder.environments))))
  const groups = holders.map((holder) => holder.groups.map((group) => numbers.get(group) ?? 0))
  writer.integers(Int32Array.from(listsWithLengths(groups)))
  const assignments: number[] = []
  const expiries: Instant[] = []
  for (const [number, { run }] of holders.entries()) {
    for (const { at, role, expiresAt } of snapshot.runs.all(run)) {
      assignments.push(number, at, role, expiresAt === null ? 0 : 1)
      if (expiresAt !== null) expiries.push(expiresAt)
    }
  }
  writer.integers(Int32Array.from(assignments))
  writer.json(expiries)
}

function restoreHolders(snapshot: Snapshot, reader: ColumnReader, roleNumbers: readonly number[]): void {
  const ids = reader.texts()
  const flags = reader.integers()
  const holders = ids.map((id, number) => snapshot.holder(principalOf(id, flags[number] ?? 0)))
  for (const [number, holder] of holders.entries()) setFlags(holder, flags[number] ?? 0)
  for (const [number, environments] of listsOf(reader.integers())) {
    const holder = holders[number]
    if (holder !== undefined) holder.environments = environments
  }
  for (const [number, groups] of listsOf(reader.integers())) {
    for (const group of groups) joinBoth(holders[number], holders[group])
  }
  const assignments = reader.integers()
  const expiries = reader.json() as readonly Instant[]
  let expiry = 0
  for (let at = 0; at < assignments.length; at += 4) {
    const [number = 0, target = 0, role = 0, isExpiring = 0] = assignments.subarray(at, at + 4)
    const expiresAt = isExpiring === 0 ? null : (expiries[expiry++] ?? Number.NEGATIVE_INFINITY)
    const run = holders[number]?.run
    if (run !== undefined) snapshot.runs.add(run, target, roleNumbers[role] ?? 0, expiresAt)
  }
}

function flagsOf(holder: Holder): number {
  const type = principalTypes.indexOf(holder.principal.type) << 3
  const known = holder.isKnown ? holderFlags.isKnown : 0
  const active = holder.isActive ? holderFlags.isActive : 0
  return type | known | active | (holder.opensAllEnvironments ? holderFlags.opensAllEnvironments : 0)
}

function setFlags(holder: Holder, flags: number): void {
  holder.isKnown = (flags & holderFlags.isKnown) !== 0
  holder.isActive = (flags & holderFlags.isActive) !== 0
  holder.opensAllEnvironments = (flags & holderFlags.opensAllEnvironments) !== 0
}

const principalOf = (id: string, flags: number): Principal => principal(principalTypes[flags >> 3] ?? 'user', id)

function joinBoth(user: Holder | undefined, group: Holder | undefined): void {
  if (user !== undefined && group !== undefined) join(user, group)
}

/** Each list's length before its elements. */
const listsWithLengths = (lists: readonly (readonly number[])[]): number[] =>
  lists.flatMap((list) => [list.length, ...list])

function* listsOf(column: Int32Array): Iterable<readonly [number, readonly number[]]> {
  let number = 0
  for (let at = 0; at < column.length; number++) {
    const length = column[at] ?? 0
    if (length > 0) yield [number, [...column.subarray(at + 1, at + 1 + length)]]
    at += 1 + length
  }
}
