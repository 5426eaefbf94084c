import type { CallFields } from '../../api/client.ts'
import { accessBundles } from '../../domain/catalogue/bundles.ts'
import type { Intent } from '../calls/preview.ts'
import { noRoles, placedRoles, type OpenChoice, type PlacedRole, type RoleChoice } from '../people/choices.ts'
import type { Invitee } from './parse-people.ts'

/** The call that inviting somebody leads to. */
export const inviteIntent: Intent = {
  endpoint: 'createInvitations',
  input: { people: [{ name: 'Somebody', email: 'somebody@example.com' }] },
}

/** Stands for roles chosen by hand in the choice of a bundle. */
export const customAccess = 'custom'

/** What people are invited with, as the form holds it. */
export interface InviteContent {
  /** The bundle that was chosen, {@link customAccess}, or empty while nothing is. */
  readonly bundleId: string
  /** What the bundle gives, or what was made of it. */
  readonly roles: RoleChoice
  readonly access: OpenChoice
  readonly groupIds: readonly string[]
}

/** Nothing chosen yet. Every environment is open, as bundles count in all of them. */
export const emptyContent: InviteContent = {
  bundleId: '',
  roles: noRoles,
  access: { isAll: true, ids: [] },
  groupIds: [],
}

/** What a bundle gives. */
export function rolesOfBundle(bundleId: string): RoleChoice {
  const bundle = accessBundles.find(({ id }) => id === bundleId)
  if (bundle === undefined) return noRoles
  const { accountRoleIds, environmentRoleIds } = bundle
  return {
    accountRoleIds,
    rows: environmentRoleIds.length === 0 ? [] : [{ key: 0, environmentId: 'all', roleIds: environmentRoleIds }],
  }
}

/** Tells whether the roles are no longer what the bundle gives. */
export function isAdjusted({ bundleId, roles }: InviteContent): boolean {
  return bundleId !== customAccess && bundleId !== '' && keyOf(roles) !== keyOf(rolesOfBundle(bundleId))
}

const keyOf = (roles: RoleChoice): string =>
  placedRoles(roles)
    .map(({ roleId, environmentId }) => `${environmentId ?? ''} ${roleId}`)
    .sort()
    .join('\n')

/** Makes the fields of the call; a bundle that was adjusted is sent as the roles that are left. */
export function toFields(people: readonly Invitee[], content: InviteContent): CallFields<'createInvitations'> {
  const { bundleId, roles, access, groupIds } = content
  const common = {
    people: people.map(({ name, email }) => ({ name, email })),
    groups: [...groupIds],
    environments: access.isAll ? ['all'] : [...access.ids],
  }
  if (bundleId !== customAccess && bundleId !== '' && !isAdjusted(content)) {
    return { ...common, access_bundle: bundleId }
  }
  const placed = placedRoles(roles)
  return {
    ...common,
    account_roles: placed.filter(isOfAccount).map(({ roleId }) => roleId),
    environment_roles: placed.flatMap(({ roleId, environmentId }) =>
      environmentId === null ? [] : [{ role_id: roleId, environment_id: environmentId }],
    ),
  }
}

const isOfAccount = ({ environmentId }: PlacedRole): boolean => environmentId === null
