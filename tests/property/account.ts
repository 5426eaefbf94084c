/** Ids in the account of these tests, by the field they fill; requests of any kind are made of them. */
export const known = {
  account: 'acc1',
  environments: ['env1', 'env2', 'all'],
  folders: ['c'.padEnd(34, '1'), 'c'.padEnd(34, '2'), 'c'.padEnd(34, '3')],
  collections: ['collection1'],
  principals: [
    { type: 'user', id: 'user1' },
    { type: 'user', id: 'user2' },
    { type: 'group', id: 'group1' },
    { type: 'apiKey', id: 'K' },
    { type: 'apiKey', id: 'K2' },
    { type: 'provisioningKey', id: 'PK' },
    { type: 'provisioningKey', id: 'IDLE' },
  ],
  systemRoles: [
    'cld::role::account::reports',
    'cld::role::prodenv::moderator',
    'cld::role::prodenv::reports',
    'cld::role::folder::viewer',
    'cld::role::content::folder::editor',
    'cld::role::collection::viewer',
  ],
  /** Chosen for custom roles, so that later requests find them. */
  customRoles: ['role1', 'role2', 'role3', 'a/b', 'ü', 'steward'],
  permissions: [
    'cld::policy::global::assets::moderate',
    'cld::policy::global::folder_and_asset_management::create_asset',
    'cld::global::users_and_groups::manage',
    'cld::policy::content::folder::add_assets',
    'cld::policy::content::folder::view_download',
    'cld::policy::content::collection::view',
  ],
} as const

/** Secrets that no answer may ever hold. */
export const secrets = { main: 'main-secret-7f3a', idle: 'idle-secret-91bc', api: 'api-secret-c0de', off: 'off-secret' }

const masters = ['cld::role::account::master_admin', 'cld::role::prodenv::master_admin']

/** The account, as the content of a bootstrap file. */
export const accountFile = {
  account: {
    id: known.account,
    name: 'Acme',
    plan: 'enterprise',
    assets_advanced: true,
    management_keys: [
      { name: 'main', key: 'PK', secret: secrets.main, roles: masters },
      { name: 'rescue', key: 'RESCUE', secret: 'rescue-secret', roles: masters },
      { name: 'idle', key: 'IDLE0', secret: secrets.idle, roles: [] },
      { name: 'other', key: 'IDLE', secret: 'other-secret', roles: [] },
      { name: 'off', key: 'OFF', secret: secrets.off, enabled: false, roles: masters },
    ],
  },
  custom_roles: [
    {
      id: 'steward',
      name: 'Steward',
      level: 'account',
      permissions: ['cld::policy::global::users_and_groups::manage'],
    },
  ],
  environments: [
    {
      id: 'env1',
      cloud_name: 'demo',
      name: 'Demo',
      folders: [
        { path: 'brand', id: known.folders[0] },
        { path: 'brand/logos', id: known.folders[1] },
        { path: 'summer', id: known.folders[2] },
      ],
      collections: [{ id: known.collections[0], name: 'Launch' }],
      api_keys: [
        { name: 'root', key: 'K', secret: secrets.api, roles: ['cld::role::prodenv::master_admin'] },
        { name: 'empty', key: 'K2', secret: 'S2', roles: [] },
      ],
    },
    { id: 'env2', cloud_name: 'second', name: 'Second' },
  ],
  groups: [{ id: 'group1', name: 'Creative', roles: [{ role: 'cld::role::prodenv::ml_user', environments: 'all' }] }],
  users: [
    {
      id: 'user1',
      name: 'Vera',
      email: 'vera@example.com',
      pending: false,
      groups: ['Creative'],
      environments: ['demo'],
      roles: [{ role: 'cld::role::folder::viewer', environment: 'demo', folder: 'brand' }],
    },
    { id: 'user2', name: 'Otto', email: 'otto@example.com', pending: false, environments: 'all' },
  ],
}
