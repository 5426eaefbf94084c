// data table: the screens about oneself, and what may happen on any of them
import type { Page } from 'playwright-core'
import type { ShownScreen } from './shown-screen.ts'

/** The profile, the palette, another account, and the states that every screen can come into. */
export const ownScreens: readonly ShownScreen[] = [
  {
    name: 'profile',
    path: '/profile',
    viewer: 'master',
    prepare: (page) => page.getByText('This one', { exact: true }).waitFor(),
  },
  {
    name: 'palette',
    path: '/profile',
    viewer: 'master',
    prepare: async (page) => {
      await seek(page, 'admin')
      await page.getByRole('option').nth(2).waitFor()
    },
  },
  {
    name: 'palette-actions',
    path: '/profile',
    viewer: 'member',
    prepare: async (page) => {
      await seek(page, 'create')
      await page
        .getByRole('dialog')
        .getByText(/^Blocked: /)
        .waitFor()
    },
  },
  {
    name: 'folder',
    path: '/profile',
    viewer: 'master',
    prepare: async (page) => {
      await seek(page, 'campaigns/summer')
      await page.getByRole('option', { name: /^campaigns\/summer\s*Folder/ }).click()
      await page.getByRole('row', { name: /Summer uploader/ }).waitFor()
    },
  },
  {
    name: 'change-account',
    path: '/profile',
    viewer: 'member',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Your profile and settings' }).click()
      await page.getByRole('menuitem', { name: 'Change account' }).click()
      await page.getByRole('dialog', { name: 'Change account' }).waitFor()
      await page.getByRole('menu').waitFor({ state: 'detached' })
    },
  },
  { name: 'not-found', path: '/no/such/page', viewer: 'member', prepare: untilFrame },
]

async function untilFrame(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
}

/** Types into the palette. */
async function seek(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill(text)
}
