import type { Page, Route } from 'playwright-core'
import type { Endpoint } from '../../src/api/endpoint.ts'
import { endpoints } from '../../src/api/index.ts'
import { invitationScreens } from './invitation-screens.ts'
import { longScreens } from './long-names.ts'
import { openScreens } from './open-screens.ts'
import { ownScreens } from './own-screens.ts'
import { peopleScreens } from './people-screens.ts'
import { stateScreens } from './state-screens.ts'
import type { NetworkFate, ShownScreen } from './shown-screen.ts'

/** Every screen. A new one is an entry here. */
export const shownScreens: readonly ShownScreen[] = [
  { name: 'sign-in', path: '/sign-in', viewer: 'visitor' },
  { name: 'forgotten', path: '/forgotten', viewer: 'visitor' },
  { name: 'link-broken', path: '/accept/none', viewer: 'visitor' },
  { name: 'roles', path: '/roles', viewer: 'master', prepare: untilRows },
  { name: 'roles-folder', path: '/roles?tab=folder', viewer: 'master', prepare: untilRows },
  {
    name: 'role-details',
    path: '/roles?role=cld%3A%3Arole%3A%3Aaccount%3A%3Aadmin',
    viewer: 'master',
    prepare: (page) => page.getByRole('dialog').getByRole('listitem').first().waitFor(),
  },
  {
    name: 'role-create',
    path: '/roles?form=new',
    viewer: 'master',
    prepare: async (page) => {
      const form = page.getByRole('dialog')
      await form.getByText('Product environments', { exact: true }).click()
      await form.getByRole('textbox', { name: 'Role name' }).fill('Campaign editors')
      await form.getByRole('button', { name: 'Relate one asset to another' }).click()
      await form.getByRole('checkbox', { name: 'View all folders and assets' }).uncheck()
      await form.getByRole('button', { name: 'Add View all folders and assets' }).waitFor()
    },
  },
  {
    name: 'role-edit',
    path: '/roles?tab=folder&form=edit%20drop_box',
    viewer: 'master',
    prepare: async (page) => {
      const form = page.getByRole('dialog')
      await form.getByRole('checkbox', { name: 'View assets' }).check()
      await form.getByRole('checkbox', { name: 'Add assets' }).uncheck()
      await form.getByText('Finn Roth').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'role-delete',
    path: '/roles?tab=folder',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('row', { name: /Drop Box/ }).focus()
      await page.keyboard.press('m')
      await page.getByRole('menuitem', { name: 'Delete' }).press('Enter')
      await page.getByRole('dialog').getByText('Finn Roth').waitFor()
    },
  },
  {
    name: 'roles-denied',
    path: '/roles',
    viewer: 'member',
    prepare: (page) => page.getByRole('heading', { name: /have access/ }).waitFor(),
  },
  { name: 'account-keys', path: '/account-keys', viewer: 'master', prepare: untilRows },
  { name: 'api-keys', path: '/api-keys', viewer: 'master', prepare: (page) => inProduction(page, '/api-keys') },
  {
    name: 'key-made',
    path: '/account-keys',
    viewer: 'master',
    prepare: async (page) => {
      await untilRows(page)
      // Names are unique, and each theme makes one.
      const name = `Directory sync ${await page.getByRole('row').count()}`
      await page.getByRole('button', { name: 'Create key' }).click()
      await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(name)
      await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
      await page.getByRole('dialog').getByText('This key has no roles yet').waitFor()
    },
  },
  {
    name: 'key-test',
    path: '/api-keys',
    viewer: 'master',
    prepare: async (page) => {
      await inProduction(page, '/api-keys')
      const row = page.getByRole('row', { name: /Summer uploader/ })
      await row.getByRole('button', { name: /^Actions for/ }).click()
      await page.getByRole('menuitem', { name: 'Test this key' }).click()
      await page.getByText('The smallest role that would do:').first().waitFor()
    },
  },
  {
    name: 'key-folders',
    path: '/api-keys',
    viewer: 'master',
    prepare: async (page) => {
      await inProduction(page, '/api-keys')
      const row = page.getByRole('row', { name: /Summer uploader/ })
      await row.getByRole('button', { name: /^Actions for/ }).click()
      await page.getByRole('menuitem', { name: 'Folder roles' }).click()
      await page.getByRole('dialog').getByText('campaigns/summer').first().waitFor()
    },
  },
  {
    name: 'api-keys-denied',
    path: '/api-keys',
    viewer: 'member',
    prepare: (page) => page.getByRole('heading', { name: /have access/ }).waitFor(),
  },
  { name: 'environments', path: '/environments', viewer: 'master', prepare: untilRows },
  {
    name: 'environment-edit',
    path: '/environments',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('row', { name: /Production/ }).click()
      await page.getByRole('dialog').getByRole('switch').waitFor()
      await page.getByRole('button', { name: 'Add an attribute' }).click()
    },
  },
  { name: 'changes', path: '/changes', viewer: 'master', prepare: untilRows },
  {
    name: 'change-details',
    path: '/changes',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('row').nth(1).press('Enter')
      await page.getByRole('dialog').getByRole('row').first().waitFor()
    },
  },
  {
    name: 'account',
    path: '/account',
    viewer: 'master',
    prepare: (page) => page.getByRole('listitem').nth(6).waitFor(),
  },
  ...peopleScreens,
  ...invitationScreens,
  ...ownScreens,
  ...openScreens,
  ...stateScreens,
  ...longScreens,
]

/** Which environment comes first is nobody's choice: two are made at one instant. */
async function inProduction(page: Page, path: string): Promise<void> {
  const choose = `fetch('/api/session').then((answer) => answer.json()).then(({ environments }) =>
    localStorage.setItem('rolecall-environment', JSON.stringify(environments.find(({ name }) => name === 'Production').id)))`
  await page.evaluate(choose)
  await page.goto(path)
  await untilRows(page)
}

async function untilRows(page: Page): Promise<void> {
  await page.getByRole('row').nth(1).waitFor()
}

/** Goes to a screen and brings it into its state. */
export async function goToScreen(page: Page, { path, network = {}, prepare }: ShownScreen): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  for (const [id, fate] of Object.entries(network)) await page.route(addressOf(id), (route) => meet(route, fate))
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await prepare?.(page)
}

/** Where an endpoint is called, whatever stands in its path and after it. */
function addressOf(id: string): RegExp {
  const found = Object.values<Endpoint>(endpoints).find((endpoint) => endpoint.id === id)
  if (found === undefined) throw new Error(`there is no endpoint ${id}`)
  return new RegExp(`^[^?]*//[^/]+${found.path.replaceAll(/\{\w+\}/g, '[^/?]+')}(?:\\?|$)`)
}

/** A call that is slow is answered no sooner than somebody looks elsewhere. */
async function meet(route: Route, fate: NetworkFate): Promise<void> {
  if (route.request().method() !== 'GET') return route.fallback()
  if (fate === 'slow') return
  if (typeof fate === 'object') return route.fulfill({ json: fate })
  const json = { type: 'about:blank', title: 'something went wrong on the server', status: 500, incident: '5f0c2a' }
  await route.fulfill({ status: 500, contentType: 'application/problem+json', json })
}
