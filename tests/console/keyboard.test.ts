import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { viewers } from '../../scripts/screens/shown-screen.ts'
import { givenConsole } from './given-console.ts'

/** What has the focus: its role, name and text, and whether a ring or another sign shows it. */
interface Focused {
  readonly tag: string
  readonly text: string
  readonly isShown: boolean
}

const focusedOn = (page: Page): Promise<Focused> =>
  page.evaluate<Focused>(`(() => {
    const element = document.activeElement
    // The label beside a hidden input shows its focus.
    const seen = element.matches('[type=radio]') ? element.nextElementSibling ?? element : element
    const style = getComputedStyle(seen)
    const box = seen.getBoundingClientRect()
    return {
      tag: element.tagName.toLowerCase(),
      text: (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 80),
      isShown: box.width > 0 && box.bottom > 0 && box.top < innerHeight &&
        (style.outlineStyle !== 'none' || style.boxShadow !== 'none' || element.matches('input, textarea')),
    }
  })()`)

/** Goes on with a key until the focus is on what is meant; every stop on the way shows its focus. */
async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press(key)
    const focused = await focusedOn(page)
    if (focused.tag === 'body') continue
    assert.ok(focused.isShown, `the focus on ${focused.tag} “${focused.text}” can’t be seen`)
    if (name.test(focused.text)) return
  }
  assert.fail(`the keyboard does not reach ${name.source}`)
}

test('somebody signs in, finds a role, reads it, and opens the menu of a user, without a mouse', async (context) => {
  const { open, server } = await givenConsole(context)
  const page = await open('visitor')
  await page.goto('/sign-in')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.keyboard.type(viewers.master)
  await page.keyboard.press('Tab')
  await page.keyboard.type(server.passwordOf(viewers.master))
  await page.keyboard.press('Enter')
  await page.getByRole('row').nth(1).waitFor()

  // The palette, and back to where the focus was.
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or jump to' }).waitFor()
  await page.keyboard.type('role management')
  await page.getByRole('option', { name: /^Role management/, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  // A row, its details, and back to the row.
  await page.getByRole('row', { name: /Access Auditor/ }).focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: 'Access Auditor' })
  await panel.getByRole('listitem').first().waitFor()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  await page.waitForFunction(`document.activeElement?.textContent?.includes('Access Auditor') === true`)

  // Users, and the menu of one.
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or jump to' }).waitFor()
  await page.keyboard.type('user management')
  await page.getByRole('option', { name: /^User management/, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  const row = page.getByRole('row', { name: /Emi/ })
  await row.focus()
  await page.keyboard.press('m')
  await page.getByRole('menu').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
})

test('the first stop leads past the navigation, and no stop is a trap', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/profile')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('Tab')
  assert.deepEqual(await focusedOn(page), { tag: 'a', text: 'Skip to content', isShown: true })
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate('document.activeElement?.id'), 'content')
  await tabTo(page, /Sign out everywhere/)
  await tabTo(page, /Skip to content|Search or jump to/)
  await tabTo(page, /Skip to content|Sign out everywhere/, 'Shift+Tab')
})
