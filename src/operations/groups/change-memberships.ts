import { refusal } from '../../domain/errors.ts'
import { groupId, userId } from '../../domain/ids.ts'
import { principal } from '../../domain/principal.ts'
import type { MembershipRecord } from '../../domain/records.ts'
import type { Reader, Transaction } from '../../store/store.ts'
import { requireMasterAdmin } from '../assignments/last-master-admin.ts'
import { inAccount, writing, type CausedGain, type Deed, type Place } from '../operation.ts'
import { requireReviewed } from '../proofs/reviewing-groups.ts'
import { gainsOfHolding, gainsOfLeaving } from '../users/held-gains.ts'
import { gainsOfLibrary, type GivenPermissions } from '../users/library-gains.ts'
import { getUserRecord, placeOfUser } from '../users/user-rules.ts'
import type { Membership } from './change-members.ts'
import { getGroupRecord, placeOfGroup } from './group-rules.ts'

/** Users to put into groups and to take out of them, all or none. */
export interface MembershipChange {
  readonly add: readonly Membership[]
  readonly remove: readonly Membership[]
}

/** How many memberships it made and took away; those that stood, or didn't, already are not counted. */
export interface MembershipsChanged {
  readonly added: number
  readonly removed: number
}

/** The most that one change takes, so that its transaction stays short. */
export const mostMemberships = 1000

/** Puts users into groups and takes them out, as one change. Whoever does so must hold what the groups give. */
export const changeMemberships = writing<MembershipChange, MembershipsChanged>({
  name: 'group.change-members',
  summary: 'Put users into groups, and take them out, as one change.',
  access: {
    type: 'requires',
    needs: [
      { action: 'update', on: ['Group'], level: 'account', of: placesOfGroups },
      {
        action: 'read',
        on: ['User'],
        level: 'account',
        of: (input) => each(input, ({ userId: id }) => placeOfUser(id)),
      },
    ],
  },
  gains: async (input, deed) => {
    const { added, removed } = await read(input, deed)
    const gains: CausedGain[] = []
    for (const [id, joining] of Map.groupBy(added, (one) => one.groupId)) {
      const held = await gainsOfHolding(principal('group', id), deed)
      const given = held.flatMap(({ gain }): readonly GivenPermissions[] =>
        gain.type === 'permissions'
          ? joining.map((one) => ({ ...gain, principal: principal('user', one.userId) }))
          : [],
      )
      gains.push(...held, ...(await gainsOfLibrary(given, deed)))
    }
    for (const id of new Set(removed.map((one) => one.groupId))) {
      gains.push(...(await gainsOfLeaving(principal('group', id), deed)))
    }
    return gains
  },
  run: async (input, deed) => {
    const { added, removed } = await read(input, deed)
    await requireReviewed([...new Set(added.map((one) => one.groupId))], deed)
    await deed.store.putAll('membership', added)
    await requireMasterAdmin({ memberships: removed }, deed)
    await deed.store.deleteAll('membership', removed)
    return { added: added.length, removed: removed.length }
  },
})

/** Who changes nothing of no group in particular must be able to change any. */
function placesOfGroups(input: MembershipChange): readonly Place[] {
  if (input.add.length + input.remove.length === 0) return [inAccount('Group', null)]
  return each(input, ({ groupId: id }) => placeOfGroup(id))
}

function each(input: MembershipChange, place: (one: Membership) => Place): readonly Place[] {
  return [...input.add, ...input.remove].map(place)
}

interface ReadChange {
  readonly added: readonly MembershipRecord[]
  readonly removed: readonly MembershipRecord[]
}

/** Reads a change against what stands. @throws Refusal `not_found`, `invalid_fields` */
async function read({ add, remove }: MembershipChange, deed: Deed<Transaction>): Promise<ReadChange> {
  const size = add.length + remove.length
  if (size > mostMemberships) {
    throw refusal('invalid_fields', undefined, {
      fields: [{ name: 'add', value: size }],
      more: { reason: `at most ${mostMemberships} memberships can be changed at once` },
    })
  }
  for (const id of new Set([...add, ...remove].map((one) => one.groupId))) await getGroupRecord(deed, id)
  const standing = new Set((await standingOf([...add, ...remove], deed)).map(keyOf))
  const [adding, removing] = [await readAll(add, deed), await readAll(remove, deed)]
  return {
    added: adding.filter((one) => !standing.has(keyOf(one))),
    removed: removing.filter((one) => standing.has(keyOf(one))),
  }
}

/** Each once. */
async function readAll(named: readonly Membership[], deed: Deed<Transaction>): Promise<readonly MembershipRecord[]> {
  const { accountId } = deed.caller
  const records = new Map<string, MembershipRecord>()
  for (const one of named) {
    const user = await getUserRecord(deed, one.userId)
    const record = { accountId, groupId: groupId(one.groupId), userId: user.id, createdAt: deed.at }
    records.set(keyOf(record), record)
  }
  return [...records.values()]
}

const standingOf = (named: readonly Membership[], { store, caller }: Deed<Reader>) =>
  store.listMembershipsOf(caller.accountId, [...new Set(named.map((one) => userId(one.userId)))])

const keyOf = (one: Pick<MembershipRecord, 'groupId' | 'userId'>): string => JSON.stringify([one.groupId, one.userId])
