import { assignmentId, roleId } from '../../domain/ids.ts'
import { principal as toPrincipal, principalTypes, type Principal, type PrincipalType } from '../../domain/principal.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import type { Level } from '../../domain/scope.ts'
import type { AssignmentFilter, Reader } from '../../store/store.ts'
import { inAccount, reading, type Deed } from '../operation.ts'
import { batchLength, invalidCursor, parseCursor, writeCursor } from '../paging.ts'
import { mayReadPrincipal, placesOf } from '../places.ts'
import { filterOf, listAssigned, withRoles, type AssignedRole, type PlaceFilter } from './list-assignments.ts'
import { requirePrincipal } from './read-assignment.ts'

/** How many principals one answer of an inspection holds (facts 11, U13). */
export const inspectionLength = 100

/** One principal with the roles it has itself. */
export interface InspectedPrincipal {
  readonly principal: Principal
  readonly roles: readonly AssignedRole[]
}

/** Shows which principals have which roles somewhere: those named, or all that have any and the caller may read. */
export const inspectAssignments = reading<
  PlaceFilter & {
    readonly level: Level
    /** Null: search. */
    readonly principals: readonly Principal[] | null
    readonly principalType?: PrincipalType
    readonly cursor: string | null
  },
  { readonly principals: readonly InspectedPrincipal[]; readonly nextCursor: string | null }
>({
  name: 'assignment.inspect',
  summary: 'Show which principals have which roles.',
  access: {
    type: 'requires',
    needs: [
      { action: 'read', on: ['Role'], level: 'account', of: () => [inAccount('Role', null)] },
      {
        action: 'read',
        on: ['User', 'Group', 'ProvisioningKey', 'APIKey'],
        level: 'account',
        of: ({ principals }, _, engine) => (principals ?? []).flatMap((principal) => placesOf(principal, engine)),
      },
    ],
    filters: { action: 'read', on: ['User', 'Group', 'ProvisioningKey', 'APIKey', 'Role'] },
  },
  run: async (input, deed) => {
    for (const principal of input.principals ?? []) requirePrincipal(principal, deed)
    const after = input.cursor === null ? null : readCursor(input.cursor)
    const filter = filterOf(input, deed)
    return input.principals === null
      ? searchPrincipals(deed, filter, after, input.principalType)
      : namedPrincipals(deed, filter, after, input.principals)
  },
})

/** A page of principals with their roles. */
type Inspection = { readonly principals: readonly InspectedPrincipal[]; readonly nextCursor: string | null }

/** Reads assignments principal by principal until a page of readable ones is full. */
async function searchPrincipals(
  deed: Deed<Reader>,
  filter: AssignmentFilter,
  after: Principal | null,
  type: PrincipalType | undefined,
): Promise<Inspection> {
  const found: InspectedPrincipal[] = []
  for await (const roles of eachPrincipal(deed, filter, after)) {
    const principal = roles[0]?.assignment.principal
    if (principal === undefined || (type !== undefined && principal.type !== type)) continue
    if (!mayReadPrincipal(principal, deed)) continue
    if (found.length === inspectionLength) return { principals: found, nextCursor: cursorAfter(found) }
    found.push({ principal, roles })
  }
  return { principals: found, nextCursor: null }
}

/** The assignments of one principal after the other, in the store's order. */
async function* eachPrincipal(
  deed: Deed<Reader>,
  filter: AssignmentFilter,
  start: Principal | null,
): AsyncIterable<readonly AssignedRole[]> {
  let after = start
  for (;;) {
    const page = { limit: batchLength, ...(after !== null && { after: lastOf(after, deed) }) }
    const records = await deed.store.listAssignments(deed.caller.accountId, filter, page)
    const groups = [...Map.groupBy(records, ({ principal }) => keyOf(principal)).values()]
    // The last principal of a full batch may have more; it is read again, unless it fills the batch alone.
    const isWhole = records.length < batchLength
    const last = groups.at(-1)?.[0]?.principal
    if (!isWhole && groups.length === 1 && last !== undefined) {
      yield await listAssigned(deed, { ...filter, principals: [last] })
      after = last
      continue
    }
    const complete = isWhole ? groups : groups.slice(0, -1)
    for (const group of complete) yield withRoles(deed, group)
    if (isWhole) return
    after = complete.at(-1)?.[0]?.principal ?? after
  }
}

/** A position behind every assignment of a principal: ids of assignments are hex digits, which come before `~`. */
const lastOf = (principal: Principal, { caller: { accountId }, at }: Deed<Reader>): AssignmentRecord => ({
  id: assignmentId('~'),
  accountId,
  principal,
  roleId: roleId(''),
  reach: { type: 'account' },
  parameter: null,
  expiresAt: null,
  createdAt: at,
  updatedAt: at,
})

async function namedPrincipals(
  deed: Deed<Reader>,
  filter: AssignmentFilter,
  after: Principal | null,
  principals: readonly Principal[],
): Promise<Inspection> {
  const distinct = [...new Map(principals.map((one) => [keyOf(one), one])).values()].sort(compare)
  const left = after === null ? distinct : distinct.filter((one) => compare(one, after) > 0)
  const page = left.slice(0, inspectionLength)
  const assigned = await listAssigned(deed, { ...filter, principals: page })
  const byPrincipal = Map.groupBy(assigned, ({ assignment }) => keyOf(assignment.principal))
  const inspected = page.map((principal) => ({ principal, roles: byPrincipal.get(keyOf(principal)) ?? [] }))
  return { principals: inspected, nextCursor: left.length > page.length ? cursorAfter(inspected) : null }
}

const keyOf = ({ type, id }: Principal): string => `${type}:${id}`

/** The store's order: by type, then by the bytes of the id. */
const compare = (a: Principal, b: Principal): number =>
  principalTypes.indexOf(a.type) - principalTypes.indexOf(b.type) ||
  Buffer.compare(Buffer.from(a.id), Buffer.from(b.id))

/** A cursor names the last principal shown, so that a list that changes meanwhile neither skips nor repeats others. */
function cursorAfter(shown: readonly InspectedPrincipal[]): string | null {
  const last = shown.at(-1)
  return last === undefined ? null : writeCursor([last.principal.type, last.principal.id])
}

function readCursor(cursor: string): Principal {
  const [type, id] = parseCursor(cursor)
  const known = principalTypes.find((one) => one === type)
  if (known === undefined || id === undefined) throw invalidCursor(cursor)
  return toPrincipal(known, id)
}
