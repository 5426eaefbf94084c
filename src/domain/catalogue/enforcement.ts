import { permissionId, type PermissionId } from '../ids.ts'
import { systemPermissions } from './permissions.ts'

/** Who acts on a permission: Rolecall itself, or the applications that ask it for decisions. */
export type EnforcedBy = 'rolecall' | 'applications'

/**
 * The shipped permissions that no operation of Rolecall asks for: what they are about is done elsewhere. They are assigned
 * and decided like all others. A gate holds this list against the operations.
 */
const ofApplications: ReadonlySet<PermissionId> = new Set(
  [
    'account_security::manage',
    'billing::manage',
    'billing::view',
    'reports::activity::view',
    'products::access',
    'basic_portals::access',
    'video_players::manage',
    'streaming_profiles::manage',
    'live_streams::manage',
    'analyze::use',
    'people::manage',
    'media_flows::view',
    'media_flows::manage',
    'webhooks::manage',
    'prodenv_security::manage',
    'ml_preferences::manage',
    'add_ons::manage',
    'reports::delivery::view',
    'reports::errors::view',
  ].map((ending) => permissionId(`cld::policy::global::${ending}`)),
)

const shipped: ReadonlySet<PermissionId> = new Set(systemPermissions.map(({ id }) => id))

/** Says who acts on a permission. One of an imported catalogue that Rolecall doesn't know is left to applications. */
export const enforcedBy = (id: PermissionId): EnforcedBy =>
  shipped.has(id) && !ofApplications.has(id) ? 'rolecall' : 'applications'
