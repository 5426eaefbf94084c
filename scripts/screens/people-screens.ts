import type { Page } from 'playwright-core'
import type { ShownScreen } from './shown-screen.ts'

/** The screens about people: User management, and the pages of users, groups and keys. */
export const peopleScreens: readonly ShownScreen[] = [
  { name: 'users', path: '/users', viewer: 'master', prepare: untilRows },
  {
    name: 'users-nothing-found',
    path: '/users?text=nobody',
    viewer: 'master',
    prepare: (page) => page.getByText('Nothing matches').waitFor(),
  },
  {
    name: 'user-menu',
    path: '/users',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Actions for Emi Tanaka' }).click()
      await page.getByRole('menuitem', { name: 'Delete' }).waitFor()
    },
  },
  { name: 'user-edit', path: '/users', viewer: 'master', prepare: (page) => fromMenu(page, 'Edit details', 'Groups') },
  {
    name: 'user-roles',
    path: '/users',
    viewer: 'master',
    prepare: (page) => fromMenu(page, 'Assign roles', 'Roles in Production'),
  },
  {
    name: 'user-access',
    path: '/users',
    viewer: 'master',
    prepare: (page) => fromMenu(page, 'Product environment access', 'Product environments'),
  },
  {
    name: 'user-sessions',
    path: '/users',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Actions for Ada Okafor' }).click()
      await page.getByRole('menuitem', { name: 'Sessions' }).click()
      await page.getByRole('button', { name: 'End all sessions' }).waitFor()
    },
  },
  {
    name: 'user-delete',
    path: '/users',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Actions for Emi Tanaka' }).click()
      await page.getByRole('menuitem', { name: 'Delete' }).click()
      await page.getByRole('button', { name: 'Delete user' }).waitFor()
    },
  },
  { name: 'groups', path: '/users?tab=groups', viewer: 'master', prepare: untilRows },
  {
    name: 'group-edit',
    path: '/users?tab=groups',
    viewer: 'master',
    prepare: async (page) => {
      await page
        .getByRole('row', { name: /Creative/ })
        .getByRole('cell', { name: '1 member' })
        .click()
      await page.getByRole('dialog').getByText('Dev Patel').waitFor()
    },
  },
  {
    name: 'invitations-empty',
    path: '/users?tab=invitations',
    viewer: 'master',
    prepare: (page) => page.getByText('Nobody is waiting').waitFor(),
  },
  {
    name: 'invite',
    path: '/users',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Invite' }).click()
      const panel = page.getByRole('dialog', { name: 'Invite people' })
      await panel
        .getByRole('textbox', { name: 'People' })
        .fill('Ann Lee <ann@acme-outdoor.example>\nben@partner.example')
      await panel.getByRole('combobox', { name: 'Access management' }).click()
      await page.getByRole('option', { name: /^Media Library User/ }).click()
      await panel.getByRole('button', { name: 'Manage access details' }).click()
      await panel.getByText('You invite Ann Lee and Ben').waitFor()
    },
  },
  {
    name: 'invite-bundles',
    path: '/users',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Invite' }).click()
      await page.getByRole('combobox', { name: 'Access management' }).click()
      await page.getByRole('option', { name: /^Custom access/ }).waitFor()
    },
  },
  {
    name: 'principal-allowed',
    path: '/users',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('link', { name: 'Emi Tanaka' }).click()
      await inProduction(page)
      await page.getByRole('combobox', { name: 'In which folder' }).fill('campaigns')
      await page.getByRole('option', { name: 'campaigns', exact: true }).click()
      await page.getByRole('button', { name: 'Ask' }).click()
      await page.getByText('Yes, Emi Tanaka can').waitFor()
    },
  },
  {
    name: 'principal-denied',
    path: '/principals/apiKey/demo-uploader',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('heading', { level: 1, name: 'Summer uploader' }).waitFor()
      await inProduction(page)
      await page.getByRole('combobox', { name: 'In which folder' }).fill('brand')
      await page.getByRole('option', { name: 'brand', exact: true }).click()
      await page.getByRole('button', { name: 'Ask' }).click()
      await page.getByText('What is missing').waitFor()
    },
  },
  {
    name: 'principal-group',
    path: '/users?tab=groups',
    viewer: 'master',
    prepare: async (page) => {
      await page.getByRole('link', { name: 'Marketing' }).click()
      await page.getByRole('link', { name: 'Emi Tanaka' }).waitFor()
      await page.getByText(/created the group Marketing/).waitFor()
    },
  },
  {
    name: 'users-denied',
    path: '/users',
    viewer: 'member',
    prepare: (page) => page.getByRole('heading', { name: /have access/ }).waitFor(),
  },
  {
    name: 'principal-denied-page',
    path: '/principals/provisioningKey/demo-master',
    viewer: 'member',
    prepare: (page) => page.getByRole('heading', { name: /have access/ }).waitFor(),
  },
]

async function untilRows(page: Page): Promise<void> {
  await page.getByRole('row').nth(2).waitFor()
}

/** Opens a panel about Emi, and waits for a field of it. */
async function fromMenu(page: Page, entry: string, field: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions for Emi Tanaka' }).click()
  await page.getByRole('menuitem', { name: entry }).click()
  await page
    .getByRole('dialog')
    .getByRole('combobox', { name: field, exact: true })
    .or(page.getByRole('radio'))
    .first()
    .waitFor()
}

async function inProduction(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Product environment' }).click()
  await page.getByRole('option', { name: 'in Production' }).click()
}
