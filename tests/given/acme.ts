// The account that most tests of operations begin with.
import { givenHouse, type GivenHouse, type HouseOptions } from './house.ts'

/** Shortens the ids of system roles: `account::admin`, `prodenv::ml_user`, `folder::viewer`. */
export const systemRole = (ending: string): string => `cld::role::${ending}`

/** Shortens the ids of permissions: `global::roles::view`, `content::folder::add_assets`. */
export const permission = (ending: string): string => `cld::policy::${ending}`

const masters = [systemRole('account::master_admin'), systemRole('prodenv::master_admin')]

/** A key for each kind of caller, two environments, people in groups. */
export const acmeFile = {
  account: {
    id: 'acme',
    name: 'Acme',
    plan: 'enterprise',
    assets_advanced: true,
    management_keys: [
      { name: 'master', key: 'KM', secret: 's', roles: masters },
      { name: 'admin', key: 'KA', secret: 's', roles: [systemRole('account::admin')] },
      { name: 'nobody', key: 'KN', secret: 's', roles: [] },
    ],
  },
  environments: [
    {
      id: 'env-demo',
      cloud_name: 'demo',
      name: 'Demo',
      folders: ['brand', 'brand/logos', 'campaigns/summer'],
      collections: [{ name: 'Launch' }, { name: 'Fresh', dynamic: true }],
      api_keys: [
        { name: 'root', key: '100', secret: 's', roles: [systemRole('prodenv::master_admin')] },
        { name: 'bare', key: '101', secret: 's', roles: [] },
      ],
    },
    {
      id: 'env-live',
      cloud_name: 'live',
      name: 'Live',
      folders: ['press'],
      collections: [{ name: 'Archive' }],
      api_keys: [{ name: 'liveKey', key: '102', secret: 's', roles: [] }],
    },
  ],
  groups: [
    { name: 'Creative', roles: [{ role: systemRole('prodenv::ml_user'), environments: 'all' }] },
    { name: 'Idle' },
  ],
  users: [
    {
      name: 'Vera',
      email: 'vera@example.com',
      password: 'x',
      groups: ['Creative'],
      environments: ['demo'],
      roles: [{ role: systemRole('folder::viewer'), environment: 'demo', folder: 'brand' }],
    },
    { name: 'Otto', email: 'otto@example.com', password: 'x', environments: 'all', roles: [] },
  ],
} as const

/** The account, with some of its members replaced: `{ account: { plan: 'free' } }`, or whole sections. */
export function givenAcme(
  options: HouseOptions = {},
  but: { readonly account?: object; readonly [section: string]: unknown } = {},
): Promise<GivenHouse> {
  const { account, ...sections } = but
  return givenHouse({ ...acmeFile, ...sections, account: { ...acmeFile.account, ...account } }, options)
}
