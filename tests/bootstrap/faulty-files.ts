// data table: bootstrap files that are each wrong in one way, and the faults that must be named

/** One wrong file: the parts that differ from a right one, and every fault it must be refused with. */
export interface FaultyFile {
  readonly name: string
  readonly file: unknown
  readonly faults: readonly string[]
}

const masterKey = { name: 'main', key: 'PK', secret: 'PS', roles: ['cld::role::account::master_admin'] }
const account = { name: 'Acme', management_keys: [masterKey] }
const demo = {
  cloud_name: 'demo',
  name: 'Demo',
  folders: ['brand/logos'],
  collections: [{ name: 'Launch' }],
}
const vera = { name: 'Vera', email: 'vera@example.com' }

const withAccount = (difference: object): unknown => ({ account: { ...account, ...difference } })
const withKey = (difference: object): unknown =>
  withAccount({ management_keys: [masterKey, { name: 'second', ...difference }] })
const withDemo = (difference: object): unknown => ({ account, environments: [{ ...demo, ...difference }] })
const withApiKeyRole = (role: unknown): unknown => ({
  account,
  environments: [
    { ...demo, api_keys: [{ name: 'k', roles: [role] }] },
    { cloud_name: 'other', name: 'Other' },
  ],
})
const withUser = (difference: object): unknown => ({
  account,
  environments: [demo],
  groups: [{ name: 'Creative' }],
  users: [{ ...vera, ...difference }],
})
const withRole = (role: unknown): unknown => withUser({ roles: [role] })
const withCustomRole = (difference: object): unknown => ({
  account,
  custom_roles: [
    { name: 'Helper', level: 'environment', permissions: ['cld::policy::global::ml::access'], ...difference },
  ],
})
const withPolicy = (difference: object): unknown => ({
  account,
  environments: [demo],
  custom_policies: [{ name: 'p', level: 'account', statement: 'forbid(principal, action, resource);', ...difference }],
})
const viewer = { role: 'cld::role::folder::viewer', environment: 'demo', folder: 'brand' }

/** Every kind of fault once at least. */
export const faultyFiles: readonly FaultyFile[] = [
  { name: 'nothing at all', file: null, faults: ['$: must be an object, is null'] },
  { name: 'a list', file: [], faults: ['$: must be an object, is an array'] },
  { name: 'no account', file: {}, faults: ['account: is missing'] },
  {
    name: 'an unknown section',
    file: { account, roles: [] },
    faults: [
      'roles: is not known here; there are `account`, `environments`, `groups`, `users`, `custom_roles`, `custom_policies`',
    ],
  },
  { name: 'an account without a name', file: withAccount({ name: null }), faults: ['account.name: is missing'] },
  { name: 'an empty name', file: withAccount({ name: '' }), faults: ['account.name: must not be empty'] },
  {
    name: 'a blank name',
    file: withAccount({ name: '  ' }),
    faults: ['account.name: must hold a visible character and no line break'],
  },
  {
    name: 'a name that is too long',
    file: withAccount({ name: 'x'.repeat(256) }),
    faults: ['account.name: must not be longer than 255 characters'],
  },
  {
    name: 'an id with a space',
    file: withAccount({ id: 'a b' }),
    faults: ['account.id: must hold no spaces'],
  },
  {
    name: 'an unknown plan',
    file: withAccount({ plan: 'gold' }),
    faults: ['account.plan: must be one of `free`, `paid`, `enterprise`, is `gold`'],
  },
  {
    name: 'a flag that is a text',
    file: withAccount({ assets_advanced: 'yes' }),
    faults: ['account.assets_advanced: must be true or false, is a text'],
  },
  {
    name: 'nobody who could run the account',
    file: withAccount({ management_keys: [{ ...masterKey, enabled: false }] }),
    faults: [
      'account: has nobody with `cld::role::account::master_admin` who could sign in: give it to a key or a user',
    ],
  },
  {
    name: 'keys that are no list',
    file: withAccount({ management_keys: {} }),
    faults: ['account.management_keys: must be an array, is an object'],
  },
  {
    name: 'a key that is no object',
    file: withAccount({ management_keys: [masterKey, 'PK2'] }),
    faults: ['account.management_keys[1]: must be an object, is a text'],
  },
  {
    name: 'a key written as a number',
    file: withKey({ key: 123456789012345 }),
    faults: ['account.management_keys[1].key: must be a text, is a number: put it between quotes'],
  },
  {
    name: 'a key with a colon',
    file: withKey({ key: 'a:b' }),
    faults: ['account.management_keys[1].key: must hold nothing but visible ASCII characters, and no colon'],
  },
  {
    name: 'a secret with a line break',
    file: withKey({ secret: 'never\nshown' }),
    faults: ['account.management_keys[1].secret: must hold no line break or other control character'],
  },
  {
    name: 'the same key twice',
    file: withKey({ key: 'PK' }),
    faults: ['account.management_keys[1].key: `PK` stands at account.management_keys[0].key already'],
  },
  {
    name: 'one key for the account and for an environment',
    file: withDemo({ api_keys: [{ name: 'k', key: 'PK' }] }),
    faults: ['environments[0].api_keys[0].key: `PK` stands at account.management_keys[0].key already'],
  },
  {
    name: 'a cloud name with capitals',
    file: withDemo({ cloud_name: 'Demo' }),
    faults: ['environments[0].cloud_name: must hold nothing but `a`-`z`, `0`-`9`, `_` and `-`'],
  },
  {
    name: 'the cloud name that means all',
    file: withDemo({ cloud_name: 'all' }),
    faults: ['environments[0].cloud_name: `all` means every environment'],
  },
  {
    name: 'the same cloud name twice',
    file: { account, environments: [demo, { cloud_name: 'demo', name: 'Again' }] },
    faults: ['environments[1].cloud_name: `demo` stands at environments[0].cloud_name already'],
  },
  {
    name: 'the same environment id twice',
    file: {
      account,
      environments: [
        { ...demo, id: 'e' },
        { cloud_name: 'other', name: 'Other', id: 'e' },
      ],
    },
    faults: ['environments[1].id: `e` stands at environments[0].id already'],
  },
  {
    name: 'a folder path that begins with a slash',
    file: withDemo({ folders: ['/brand'] }),
    faults: [
      'environments[0].folders[0]: must be folder names of at most 255 characters with `/` between them, none empty or with spaces at its ends',
    ],
  },
  {
    name: 'the same folder twice',
    file: withDemo({ folders: ['brand', { path: 'brand', id: 'c1' }] }),
    faults: ['environments[0].folders[1].path: `brand` stands at environments[0].folders[0] already'],
  },
  {
    name: 'the same folder id twice',
    file: withDemo({
      folders: [
        { path: 'a', id: 'c1' },
        { path: 'b', id: 'c1' },
      ],
    }),
    faults: ['environments[0].folders[1].id: `c1` stands at environments[0].folders[0].id already'],
  },
  {
    name: 'the same collection twice',
    file: withDemo({ collections: [{ name: 'Launch' }, { name: 'Launch' }] }),
    faults: ['environments[0].collections[1].name: `Launch` stands at environments[0].collections[0].name already'],
  },
  {
    name: 'the same group twice',
    file: { account, groups: [{ name: 'A' }, { name: 'A' }] },
    faults: ['groups[1].name: `A` stands at groups[0].name already'],
  },
  {
    name: 'an e-mail without an at sign',
    file: withUser({ email: 'vera.example.com' }),
    faults: ['users[0].email: must be an e-mail address'],
  },
  {
    name: 'one e-mail in two spellings',
    file: { account, users: [vera, { name: 'Other', email: 'VERA@example.com' }] },
    faults: ['users[1].email: `VERA@example.com` stands at users[0].email already'],
  },
  {
    name: 'a user with a password who waits for an invitation',
    file: withUser({ password: 'secret', pending: true }),
    faults: ['users[0].pending: must be false for a user with a password'],
  },
  {
    name: 'an empty password',
    file: withUser({ password: '' }),
    faults: ['users[0].password: must not be empty'],
  },
  { name: 'an unknown group', file: withUser({ groups: ['Legal'] }), faults: ['users[0].groups[0]: no group `Legal`'] },
  {
    name: 'one group twice for a user',
    file: withUser({ groups: ['Creative', 'Creative'] }),
    faults: ['users[0].groups[1]: `Creative` stands at users[0].groups[0] already'],
  },
  {
    name: 'an unknown environment for a user',
    file: withUser({ environments: ['demoo'] }),
    faults: ['users[0].environments[0]: no environment `demoo`'],
  },
  {
    name: 'a cloud name where a list belongs',
    file: withUser({ environments: 'demo' }),
    faults: ['users[0].environments: must be `all` or an array of cloud names, is `demo`'],
  },
  {
    name: 'an unknown role',
    file: withRole('cld::role::account::boss'),
    faults: ['users[0].roles[0]: no role `cld::role::account::boss`'],
  },
  {
    name: 'an unknown role in an object',
    file: withRole({ role: 'cld::role::folder::owner', environment: 'demo', folder: 'brand' }),
    faults: ['users[0].roles[0].role: no role `cld::role::folder::owner`'],
  },
  {
    name: 'an environment role that says no environment',
    file: withRole('cld::role::prodenv::ml_user'),
    faults: ['users[0].roles[0]: `cld::role::prodenv::ml_user` needs `environment`: a cloud name or `all`'],
  },
  {
    name: 'an account role in an environment',
    file: withRole({ role: 'cld::role::account::admin', environment: 'demo' }),
    faults: ['users[0].roles[0].environment: must be absent: `cld::role::account::admin` is a role of the account'],
  },
  {
    name: 'an account role on an API key',
    file: withApiKeyRole('cld::role::account::admin'),
    faults: [
      'environments[0].api_keys[0].roles[0]: `cld::role::account::admin` is a role of the account, and an API key acts in its environment only',
    ],
  },
  {
    name: 'a role in another environment on an API key',
    file: withApiKeyRole({ role: 'cld::role::prodenv::admin', environment: 'other' }),
    faults: [
      'environments[0].api_keys[0].roles[0].environment: must be `demo`: an API key acts in its environment only',
    ],
  },
  {
    name: 'a folder role without a folder',
    file: withApiKeyRole('cld::role::folder::viewer'),
    faults: ['environments[0].api_keys[0].roles[0]: `cld::role::folder::viewer` is a folder role and needs `folder`'],
  },
  {
    name: 'a folder role in all environments',
    file: withRole({ ...viewer, environment: 'all' }),
    faults: ['users[0].roles[0].environment: must be one environment: `cld::role::folder::viewer` is a folder role'],
  },
  {
    name: 'a folder role on a collection',
    file: withRole({ role: 'cld::role::folder::viewer', environment: 'demo', collection: 'Launch' }),
    faults: ['users[0].roles[0].collection: must be absent: `cld::role::folder::viewer` is a folder role'],
  },
  {
    name: 'a global role on a folder',
    file: withRole({ role: 'cld::role::prodenv::admin', environment: 'demo', folder: 'brand' }),
    faults: ['users[0].roles[0].folder: must be absent: `cld::role::prodenv::admin` is a global role'],
  },
  {
    name: 'a folder that is not there, in the second entry',
    file: withUser({ roles: [viewer, { ...viewer, folder: 'brandd' }] }),
    faults: ['users[0].roles[1].folder: no folder `brandd` in environment `demo`'],
  },
  {
    name: 'a collection that is not there',
    file: withRole({ role: 'cld::role::collection::viewer', environment: 'demo', collection: 'Sale' }),
    faults: ['users[0].roles[0].collection: no collection `Sale` in environment `demo`'],
  },
  {
    name: 'a role in an unknown environment',
    file: withRole({ ...viewer, environment: 'prod' }),
    faults: ['users[0].roles[0].environment: no environment `prod`'],
  },
  {
    name: 'one environment and several',
    file: withRole({ role: 'cld::role::prodenv::ml_user', environment: 'demo', environments: ['demo'] }),
    faults: ['users[0].roles[0].environments: must not stand beside `environment`'],
  },
  {
    name: 'the same role twice, in two spellings',
    file: withUser({ roles: [viewer, { ...viewer, role: 'cld::role::content::folder::viewer' }] }),
    faults: ['users[0].roles[1]: `cld::role::folder::viewer` stands at users[0].roles[0] already'],
  },
  {
    name: 'an unknown member of a role entry',
    file: withRole({ ...viewer, path: 'brand' }),
    faults: [
      'users[0].roles[0].path: is not known here; there are `role`, `environment`, `environments`, `folder`, `collection`',
    ],
  },
  {
    name: 'a custom role without a level',
    file: withCustomRole({ level: undefined }),
    faults: ['custom_roles[0].level: is missing: `account` or `environment`'],
  },
  {
    name: 'a custom collection role',
    file: withCustomRole({ kind: 'collection' }),
    faults: ['custom_roles[0].kind: must be one of `global`, `folder`, is `collection`'],
  },
  {
    name: 'a custom folder role of the account',
    file: withCustomRole({
      kind: 'folder',
      level: 'account',
      permissions: ['cld::policy::content::folder::view_download'],
    }),
    faults: ['custom_roles[0].level: must be `environment` for a folder role'],
  },
  {
    name: 'a custom role with the id of a system role',
    file: withCustomRole({ id: 'cld::role::prodenv::technical_admin' }),
    faults: ['custom_roles[0].id: must not begin with `cld::`, as those of the system do'],
  },
  {
    name: 'a custom role without permissions',
    file: withCustomRole({ permissions: [] }),
    faults: ['custom_roles[0].permissions: must name a permission'],
  },
  {
    name: 'an unknown permission',
    file: withCustomRole({ permissions: ['cld::policy::global::fly'] }),
    faults: ['custom_roles[0].permissions[0]: no permission `cld::policy::global::fly`'],
  },
  {
    name: 'permissions of another kind and another level',
    file: withCustomRole({
      permissions: ['cld::policy::content::folder::view_download', 'cld::policy::global::roles::view'],
    }),
    faults: [
      'custom_roles[0].permissions[0]: is a folder permission in a global role',
      'custom_roles[0].permissions[1]: is of level account in a role of level environment',
    ],
  },
  {
    name: 'a custom role on a plan without them',
    file: { ...(withCustomRole({}) as object), account: { ...account, plan: 'paid' } },
    faults: ['custom_roles[0]: custom global roles not enabled for this account; `enterprise` has it'],
  },
  {
    name: 'a custom folder role without Assets Advanced',
    file: {
      ...(withCustomRole({ kind: 'folder', permissions: ['cld::policy::content::folder::view_download'] }) as object),
      account: { ...account, assets_advanced: false },
    },
    faults: ['custom_roles[0]: custom folder roles not enabled for this account; `assets_advanced` has it'],
  },
  {
    name: 'a custom policy on a plan without them',
    file: { ...(withPolicy({}) as object), account: { ...account, plan: 'free' } },
    faults: ['custom_policies[0]: custom policies not enabled for this account; `enterprise` has it'],
  },
  {
    name: 'two statements in a custom policy',
    file: withPolicy({ statement: 'forbid(principal, action, resource); forbid(principal, action, resource);' }),
    faults: ['custom_policies[0].statement: a custom policy is exactly one statement (at character 1)'],
  },
  {
    name: 'a custom policy of an environment that says none',
    file: withPolicy({ level: 'environment' }),
    faults: ['custom_policies[0].environment: is missing'],
  },
  {
    name: 'several faults at once, in the order of reading',
    file: {
      account: { name: 7, managementKeys: [] },
      environments: [{ cloud_name: 'demo' }],
      users: [{ name: 'Vera', email: 'vera@example.com', roles: [{ environment: 'demo' }] }],
    },
    faults: [
      'account.managementKeys: is not known here; there are `id`, `name`, `plan`, `assets_advanced`, `management_keys`',
      'account.name: must be a text, is a number: put it between quotes',
      'environments[0].name: is missing',
      'users[0].roles[0].role: is missing',
    ],
  },
]
