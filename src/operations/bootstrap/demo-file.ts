// data table: the demo account "Acme Outdoor", in the form of a bootstrap file

/** What the guide of the demo names: keys, and the folders and the environment of its examples. */
export const demoNames = {
  accountId: 'acme-outdoor',
  cloudName: 'acme-outdoor',
  masterKey: 'demo-master',
  auditorKey: 'demo-auditor',
  fullKey: 'demo-full',
  uploaderKey: 'demo-uploader',
  openFolder: 'campaigns/summer',
  closedFolder: 'brand/logos',
  /** Who can sign in to the console: one who may do everything, one who may look after people's folders only. */
  signIns: ['ada@acme-outdoor.example', 'emi@acme-outdoor.example'],
} as const

const inProduction = (role: string, more: object = {}): object => ({ role, environment: demoNames.cloudName, ...more })
const everywhere = (role: string): object => ({ role, environment: 'all' })

/** Two environments, folders three levels deep, six people, three groups, four keys, three custom roles. No secrets. */
export const demoFile = {
  account: {
    id: demoNames.accountId,
    name: 'Acme Outdoor',
    plan: 'enterprise',
    assets_advanced: true,
    management_keys: [
      {
        name: 'Master',
        key: demoNames.masterKey,
        roles: ['cld::role::account::master_admin', 'cld::role::prodenv::master_admin'],
      },
      { name: 'Auditor', key: demoNames.auditorKey, roles: ['access_auditor', 'key_auditor'] },
    ],
  },
  custom_roles: [
    {
      id: 'access_auditor',
      name: 'Access Auditor',
      description: 'Sees who may do what, and changes nothing.',
      level: 'account',
      permissions: [
        'cld::policy::global::users_and_groups::view',
        'cld::policy::global::roles::view',
        'cld::policy::global::custom_policies::view',
        'cld::policy::global::product_environments::view',
        'cld::policy::global::audit_logs::view',
      ],
    },
    {
      id: 'key_auditor',
      name: 'Key Auditor',
      description: 'Sees the API keys of an environment.',
      level: 'environment',
      permissions: ['cld::policy::global::api_keys::view'],
    },
    {
      id: 'drop_box',
      name: 'Drop Box',
      description: 'Adds assets to a folder without seeing what others have put there.',
      kind: 'folder',
      permissions: ['cld::policy::content::folder::add_assets'],
    },
  ],
  environments: [
    {
      cloud_name: demoNames.cloudName,
      name: 'Production',
      folders: [
        'brand/logos/archive',
        'brand/guidelines',
        'campaigns/summer/hiking',
        'campaigns/summer/paddling',
        'campaigns/winter/skiing',
        'products/tents/trail-series',
        'products/backpacks',
      ],
      collections: [{ name: 'Spring launch' }],
      api_keys: [
        { name: 'Website', key: demoNames.fullKey, roles: ['cld::role::prodenv::master_admin'] },
        {
          name: 'Summer uploader',
          key: demoNames.uploaderKey,
          roles: [
            'cld::role::prodenv::ml_user',
            { role: 'cld::role::folder::contributor', folder: demoNames.openFolder },
          ],
        },
      ],
    },
    { cloud_name: 'acme-outdoor-staging', name: 'Staging', folders: ['brand/logos', 'sandbox'] },
  ],
  groups: [
    {
      name: 'Creative',
      roles: [
        everywhere('cld::role::prodenv::ml_user'),
        inProduction('cld::role::folder::editor', { folder: 'brand' }),
        inProduction('cld::role::folder::editor', { folder: 'campaigns' }),
      ],
    },
    {
      name: 'Marketing',
      roles: [
        everywhere('cld::role::prodenv::ml_user'),
        inProduction('cld::role::folder::viewer', { folder: 'brand' }),
        inProduction('cld::role::folder::manager', { folder: 'campaigns' }),
        inProduction('cld::role::collection::collaborator', { collection: 'Spring launch' }),
      ],
    },
    { name: 'Partners', roles: [inProduction('cld::role::prodenv::ml_user')] },
  ],
  users: [
    {
      name: 'Ada Okafor',
      email: 'ada@acme-outdoor.example',
      pending: false,
      environments: 'all',
      roles: ['cld::role::account::master_admin', everywhere('cld::role::prodenv::master_admin')],
    },
    {
      name: 'Ben Larsen',
      email: 'ben@acme-outdoor.example',
      pending: false,
      environments: 'all',
      roles: ['cld::role::account::tech_admin', everywhere('cld::role::prodenv::tech_admin')],
    },
    {
      name: 'Carla Mendes',
      email: 'carla@acme-outdoor.example',
      pending: false,
      environments: 'all',
      roles: [everywhere('cld::role::prodenv::ml_admin')],
    },
    {
      name: 'Dev Patel',
      email: 'dev@acme-outdoor.example',
      pending: false,
      groups: ['Creative'],
      environments: [demoNames.cloudName, 'acme-outdoor-staging'],
    },
    {
      name: 'Emi Tanaka',
      email: 'emi@acme-outdoor.example',
      pending: false,
      groups: ['Marketing'],
      environments: [demoNames.cloudName],
      roles: [inProduction('cld::role::prodenv::moderator')],
    },
    {
      name: 'Finn Roth',
      email: 'finn@partner.example',
      pending: false,
      groups: ['Partners'],
      environments: [demoNames.cloudName],
      roles: [
        inProduction('cld::role::folder::viewer', { folder: 'products' }),
        inProduction('drop_box', { folder: 'campaigns/winter' }),
      ],
    },
  ],
} as const

/** The demo file with a password for everybody who can sign in. */
export function demoFileWith(newPassword: () => string): object {
  const signIns: readonly string[] = demoNames.signIns
  const users = demoFile.users.map((user) =>
    signIns.includes(user.email) ? { ...user, password: newPassword() } : user,
  )
  return { ...demoFile, users }
}
