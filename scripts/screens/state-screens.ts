// data table: every list when it waits, when it fails, when it is empty, and when it is denied
import type { Page } from 'playwright-core'
import type { ShownScreen } from './shown-screen.ts'

/** Where each list stands, the call it makes, and that call's answer when there is nothing. */
const lists: readonly {
  readonly name: string
  readonly path: string
  readonly endpoint: string
  /** Absent: there is always something. */
  readonly none?: object
}[] = [
  { name: 'roles', path: '/roles', endpoint: 'searchRoles', none: { roles: [], total: 0, next_page: null } },
  { name: 'users', path: '/users', endpoint: 'searchUsers', none: { users: [], total: 0, next_page: null } },
  { name: 'groups', path: '/users?tab=groups', endpoint: 'listGroups', none: { groups: [] } },
  { name: 'invitations', path: '/users?tab=invitations', endpoint: 'listInvitations' },
  { name: 'account-keys', path: '/account-keys', endpoint: 'listAccountKeys', none: { keys: [] } },
  { name: 'api-keys', path: '/api-keys', endpoint: 'listApiKeys', none: { keys: [], total: 0, next_page: null } },
  {
    name: 'environments',
    path: '/environments',
    endpoint: 'searchEnvironments',
    none: { environments: [], total: 0, next_page: null },
  },
  { name: 'changes', path: '/changes', endpoint: 'listChanges', none: { entries: [], names: {}, next_before: null } },
  { name: 'principal', path: '/principals/apiKey/demo-uploader', endpoint: 'getPrincipal' },
]

/** The lists that the member of the demo may not see, besides those that have a picture of their own. */
const denied: readonly (readonly [name: string, path: string])[] = [
  ['groups', '/users?tab=groups'],
  ['invitations', '/users?tab=invitations'],
  ['account-keys', '/account-keys'],
  ['environments', '/environments'],
  ['changes', '/changes'],
]

/** Each list in the states that are not its rows. */
export const stateScreens: readonly ShownScreen[] = [
  ...lists.map(({ name, path, endpoint }): ShownScreen => {
    const prepare = (page: Page): Promise<void> => page.getByRole('status', { name: 'Loading' }).first().waitFor()
    return { name: `${name}-loading`, path, viewer: 'master', network: { [endpoint]: 'slow' }, prepare }
  }),
  ...lists.map(({ name, path, endpoint }): ShownScreen => {
    const prepare = (page: Page): Promise<void> => page.getByRole('button', { name: 'Try again' }).first().waitFor()
    return { name: `${name}-failed`, path, viewer: 'master', network: { [endpoint]: 'broken' }, prepare }
  }),
  ...lists.flatMap(({ name, path, endpoint, none }): readonly ShownScreen[] => {
    if (none === undefined) return []
    const prepare = (page: Page): Promise<void> => page.getByRole('heading', { level: 2 }).first().waitFor()
    return [{ name: `${name}-empty`, path, viewer: 'master', network: { [endpoint]: none }, prepare }]
  }),
  ...denied.map(([name, path]): ShownScreen => {
    const prepare = (page: Page): Promise<void> =>
      page
        .getByRole('heading', { name: /have access/ })
        .first()
        .waitFor()
    return { name: `${name}-denied`, path, viewer: 'member', prepare }
  }),
]
