import { roleId } from '../ids.ts'
import type { RoleId } from '../ids.ts'

/** A ready choice of roles for inviting a user; once assigned, its roles are ordinary assignments. */
export interface AccessBundle {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly accountRoleIds: readonly RoleId[]
  /** Assigned in all environments, future ones included. */
  readonly environmentRoleIds: readonly RoleId[]
}

/**
 * The seven bundles, in the order lists show them; an invitation takes one, or roles chosen by hand. Billing and
 * Reports include an environment role here, while the legacy roles of those names don't (see `legacyMapping`).
 */
export const accessBundles: readonly AccessBundle[] = [
  {
    id: 'master_admin',
    name: 'Master Admin',
    description: 'Everything, in the account and in every environment.',
    accountRoleIds: [roleId('cld::role::account::master_admin')],
    environmentRoleIds: [roleId('cld::role::prodenv::master_admin')],
  },
  {
    id: 'admin',
    name: 'Admin',
    description: 'Nearly everything; not billing, account security or the making of environments.',
    accountRoleIds: [roleId('cld::role::account::admin')],
    environmentRoleIds: [roleId('cld::role::prodenv::admin')],
  },
  {
    id: 'technical_admin',
    name: 'Technical Admin',
    description: 'The technical side of every environment; not users, billing or the plan.',
    accountRoleIds: [roleId('cld::role::account::tech_admin')],
    environmentRoleIds: [roleId('cld::role::prodenv::tech_admin')],
  },
  {
    id: 'billing',
    name: 'Billing',
    description: 'Bills, the plan, and what account and environments use.',
    accountRoleIds: [roleId('cld::role::account::billing')],
    environmentRoleIds: [roleId('cld::role::prodenv::billing')],
  },
  {
    id: 'reports',
    name: 'Reports',
    description: 'The reports of the account and of every environment.',
    accountRoleIds: [roleId('cld::role::account::reports')],
    environmentRoleIds: [roleId('cld::role::prodenv::reports')],
  },
  {
    id: 'media_library_admin',
    name: 'Media Library Admin',
    description: 'Every folder, asset and collection of every environment; no settings.',
    accountRoleIds: [],
    environmentRoleIds: [roleId('cld::role::prodenv::ml_admin')],
  },
  {
    id: 'media_library_user',
    name: 'Media Library User',
    description: 'The way into every Media Library; what is found there is shared folder by folder.',
    accountRoleIds: [],
    environmentRoleIds: [roleId('cld::role::prodenv::ml_user')],
  },
]
