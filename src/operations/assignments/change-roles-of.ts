import { refusal } from '../../domain/errors.ts'
import type { Principal } from '../../domain/principal.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import { reading, writing, type Deed } from '../operation.ts'
import { mayReadPrincipal } from '../places.ts'
import { findAffected, membersOf, type Affectable, type Affected } from '../roles/affected-principals.ts'
import {
  addAll,
  couldGive,
  findAssignment,
  gainsOfAssignments,
  needsOnAssignments,
  removeAll,
} from './change-assignments.ts'
import { requireMasterAdmin } from './last-master-admin.ts'
import { readAssignment, requirePlace, requirePrincipal, type NamedAssignment } from './read-assignment.ts'

/** Roles to give to one principal and to take from it, all or none. */
export interface RolesOfChange {
  readonly principal: Principal
  readonly add: readonly NamedRole[]
  readonly remove: readonly NamedRole[]
}

/** A role with where it counts. */
export type NamedRole = Omit<NamedAssignment, 'principal'>

/** How many roles it gave and took away; those that stood, or didn't, already are not counted. */
export interface RolesOfChanged {
  readonly added: number
  readonly removed: number
}

/** The most that one change takes. */
export const mostRoles = 1000

const access = {
  type: 'requires',
  needs: needsOnAssignments<RolesOfChange>((input) => ({
    principals: [input.principal],
    assignments: assignmentsOf(input),
  })),
} as const

/** Gives roles to one principal and takes others away, as one change, with one entry in the change log. */
export const changeRolesOf = writing<RolesOfChange, RolesOfChanged>({
  name: 'principal.change-roles',
  summary: 'Give roles to a principal, and take others away, as one change.',
  access,
  gains: async (input, deed) => {
    requireOnce(input)
    return gainsOfAssignments(named(input.principal, input.add), deed)
  },
  run: async (input, deed) => {
    requireOnce(input)
    requirePrincipal(input.principal, deed)
    const added = await addAll(named(input.principal, input.add), deed)
    const removed = await removeAll(named(input.principal, input.remove), deed)
    await requireMasterAdmin({ assignments: removed }, deed)
    return { added: added.length, removed: removed.length }
  },
})

/** What a change of the roles of a principal would do. */
export interface RolesOfPreview extends Affected, RolesOfChanged {}

/** Says what giving and taking roles would really give and take, and to whom, without doing it. */
export const previewRolesOf = reading<RolesOfChange, RolesOfPreview>({
  name: 'principal.preview-roles',
  summary: 'Say who would gain and lose what if a principal were given roles, and others taken away.',
  access: {
    ...access,
    filters: {
      action: 'read',
      on: ['User', 'Group', 'APIKey', 'ProvisioningKey', 'ProductEnvironment', 'Folder', 'Collection'],
    },
  },
  run: async (input, deed) => {
    requireOnce(input)
    requirePrincipal(input.principal, deed)
    const [add, remove] = [await missingOf(input, deed), await standingOf(input, deed)]
    const affected = await findAffected({ add, remove }, reachedBy(input.principal, deed), deed)
    return { added: add.length, removed: remove.length, ...affected }
  },
})

/** The principal, and the users of a group, as far as the caller may read them. */
function reachedBy(one: Principal, deed: Deed<Reader>): readonly Affectable[] {
  const members = [...membersOf(one, deed)].map((member) => ({
    principal: member,
    groupIds: new Set([one.id]),
    isItself: false,
  }))
  const all = [{ principal: one, groupIds: new Set<string>(), isItself: true }, ...members]
  return all.filter(({ principal }) => mayReadPrincipal(principal, deed))
}

type Held = Pick<AssignmentRecord, 'principal' | 'roleId' | 'reach' | 'parameter' | 'expiresAt'>

/**
 * What would be given that doesn't stand yet. Of what the caller couldn't give, nothing is said: whether its folder exists
 * is told to nobody else.
 */
async function missingOf({ principal, add }: RolesOfChange, deed: Deed<Reader>): Promise<readonly Held[]> {
  const missing: Held[] = []
  for (const one of named(principal, add)) {
    const read = await readAssignment(one, deed)
    if (!couldGive(read, deed)) continue
    requirePlace(read)
    if ((await findAssignment(read, deed)) !== undefined) continue
    missing.push({ principal, roleId: read.role.id, reach: read.reach, parameter: read.parameter, expiresAt: null })
  }
  return missing
}

/** What would be taken away that stands. */
async function standingOf({ principal, remove }: RolesOfChange, deed: Deed<Reader>): Promise<readonly Held[]> {
  const standing: Held[] = []
  for (const one of named(principal, remove)) {
    const read = await readAssignment(one, deed)
    if (couldGive(read, deed)) requirePlace(read)
    const found = await findAssignment(read, deed)
    if (found !== undefined) standing.push(found)
  }
  return standing
}

const named = (principal: Principal, roles: readonly NamedRole[]): readonly NamedAssignment[] =>
  roles.map((role) => ({ ...role, principal }))

const assignmentsOf = ({ principal, add, remove }: RolesOfChange): readonly NamedAssignment[] =>
  named(principal, [...add, ...remove])

/** @throws Refusal `invalid_fields` when there are too many, or one is to be given and taken away at once */
function requireOnce({ add, remove }: RolesOfChange): void {
  const size = add.length + remove.length
  if (size > mostRoles) throw invalid('add', size, `at most ${mostRoles} roles can be changed at once`)
  const given = new Set(add.map(keyOf))
  const both = remove.find((one) => given.has(keyOf(one)))
  if (both !== undefined) throw invalid('remove', both.roleId, 'a role can’t be given and taken away at once')
}

const keyOf = ({ roleId, environmentId, parameters }: NamedRole): string =>
  JSON.stringify([roleId, environmentId, Object.entries(parameters ?? {})])

const invalid = (name: string, value: unknown, reason: string) =>
  refusal('invalid_fields', undefined, { fields: [{ name, value }], more: { reason } })
