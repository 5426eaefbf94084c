// data table: what opens over a screen: menus, hints, forms that other pictures leave out
import type { Page } from 'playwright-core'
import type { ShownScreen } from './shown-screen.ts'

/** Menus, hints, questions and forms, open. */
export const openScreens: readonly ShownScreen[] = [
  {
    name: 'profile-menu',
    path: '/roles',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Your profile and settings' }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
    },
  },
  {
    name: 'environment-switcher',
    path: '/roles',
    viewer: 'master',
    prepare: async (page) => {
      await openNavigation(page)
      await page.getByRole('button', { name: /^Environment: / }).click()
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'role-menu',
    path: '/roles',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Actions for Billing' }).first().click()
      await page.getByRole('menuitem', { name: /Delete/ }).waitFor()
    },
  },
  {
    name: 'permission-statement',
    path: '/roles?role=cld%3A%3Arole%3A%3Aaccount%3A%3Aadmin',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Policy statement of “Manage roles”' }).focus()
      await page.getByText('permit', { exact: true }).first().waitFor()
    },
  },
  {
    name: 'blocked-button',
    path: '/roles',
    viewer: 'member',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Create role', disabled: true }).press('Enter')
      await page.getByText('This needs create on Role in the account.', { exact: true }).waitFor()
    },
  },
  {
    name: 'leave-question',
    path: '/roles?form=new',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('dialog').getByRole('textbox', { name: 'Role name' }).fill('Campaign editors')
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
      await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    },
  },
  {
    name: 'form-refused',
    path: '/roles?form=new',
    viewer: 'master',
    prepare: async (page) => {
      const form = page.getByRole('dialog')
      await form.getByRole('button', { name: 'Create role' }).click()
      await form.getByText('A role needs a name.').waitFor()
    },
  },
  {
    name: 'group-create',
    path: '/users?tab=groups',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Create group' }).click()
      await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).waitFor()
    },
  },
  {
    name: 'key-create',
    path: '/account-keys',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Create key' }).click()
      await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).waitFor()
    },
  },
  {
    name: 'environment-create',
    path: '/environments',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Create environment' }).click()
      await page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true }).waitFor()
    },
  },
  {
    name: 'environment-delete',
    path: '/environments',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Actions for Staging' }).click()
      await page.getByRole('menuitem', { name: 'Delete' }).click()
      await page.getByRole('dialog', { name: /Staging/ }).waitFor()
    },
  },
  {
    name: 'changes-export',
    path: '/changes',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Export' }).click()
      await page.getByRole('menuitem', { name: 'As CSV' }).waitFor()
    },
  },
  {
    name: 'offline',
    path: '/roles',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('row').nth(1).waitFor()
      await page.route('**/{api,v1,v2,v1_1}/**', (route) => route.abort())
      await page.getByRole('tab', { name: 'Folder roles' }).click()
      await page.getByText(/^The server can’t be reached. What you see/).waitFor()
    },
  },
]

/** Where there is no room for the navigation it is opened first. */
async function openNavigation(page: Page): Promise<void> {
  const opener = page.getByRole('button', { name: 'Open navigation' })
  if (await opener.isVisible()) await opener.click()
}
