// The console by keyboard alone: no journey made of these moves a pointer, nor puts the focus anywhere but by keys.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { viewers, type Viewer } from '../../scripts/screens/shown-screen.ts'
import { focusedOn, inWords, type Focused } from './focused.ts'
import type { GivenConsole } from './given-console.ts'

/** Presses keys, one after the other. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Signs somebody in by keyboard; a pointer that is used on the page later fails the test. */
export async function signInByKeyboard(
  { open, server }: GivenConsole,
  viewer: Exclude<Viewer, 'visitor'> = 'master',
): Promise<Page> {
  const page = await open('visitor')
  await page.addInitScript(`addEventListener('pointerdown', () => console.error('a pointer was used'), true)`)
  await page.goto('/sign-in')
  await expectFocus(page, 'E-mail')
  await page.keyboard.type(viewers[viewer])
  await press(page, 'Tab')
  await page.keyboard.type(server.passwordOf(viewers[viewer]))
  await press(page, 'Enter')
  await page.getByRole('button', { name: 'Your profile and settings' }).waitFor()
  return page
}

/** Goes to a screen by the palette. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await press(page, 'Control+k')
  await expectFocus(page, 'Search or jump to')
  await page.keyboard.type(screen)
  await page.getByRole('option', { name: new RegExp(`^${screen}`), selected: true }).waitFor()
  await press(page, 'Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1, name: screen }).waitFor()
}

/** How {@link tabTo} goes. */
export interface Walk {
  readonly key?: string
  /** So many presses at most; a person has no more patience. */
  readonly most?: number
}

/**
 * Goes on with a key until the focus is on what is meant; every stop on the way shows its focus.
 *
 * @returns how many presses it took
 * @throws where it isn't reached, with what had the focus
 */
export async function tabTo(page: Page, name: string | RegExp, { key = 'Tab', most = 40 }: Walk = {}): Promise<number> {
  const stops: Focused[] = []
  for (let count = 1; count <= most; count += 1) {
    await press(page, key)
    const focused = await focusedOn(page)
    stops.push(focused)
    assert.ok(focused.isShown, `the focus on ${inWords(focused)} can’t be seen`)
    if (isNamed(focused, name)) return count
  }
  return assert.fail(`${most} × ${key} do not reach ${String(name)}; the focus was on ${stops.map(inWords).join(', ')}`)
}

/** Waits until the focus is on what is meant; fails with what has it instead. */
export async function expectFocus(page: Page, name: string | RegExp): Promise<void> {
  let focused = await focusedOn(page)
  for (let tries = 0; tries < 100; tries += 1) {
    if (isNamed(focused, name)) return
    await page.waitForTimeout(50)
    focused = await focusedOn(page)
  }
  assert.fail(`the focus is on ${inWords(focused)}, not on ${String(name)}`)
}

/** A text is the whole name, white space aside; a pattern matches some of it. */
const isNamed = (focused: Focused, name: string | RegExp): boolean =>
  typeof name === 'string' ? focused.name === name : name.test(focused.name)

/** Waits for a dialog: the focus is in it, and nowhere else as long as it is open. */
export async function expectDialog(page: Page, title: string | RegExp): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title, exact: true })
  await dialog.waitFor()
  await dialog.and(page.locator(':focus-within')).waitFor()
}

/** Tabs to a field that opens a list, chooses in it by typing and arrows, and closes the list where it stays open. */
export async function chooseIn(page: Page, field: string | RegExp, ...options: readonly string[]): Promise<void> {
  await tabTo(page, field)
  for (const option of options) {
    await press(page, 'ArrowDown')
    const { isEditable } = await focusedOn(page)
    if (isEditable) await narrowTo(page, option)
    await walkTo(page, option)
    await press(page, 'Enter')
  }
  const list = page.getByRole('listbox')
  if (await list.isVisible()) await press(page, 'Escape')
  await list.waitFor({ state: 'hidden' })
}

/** Types what is sought, and waits as a person does until it is in the list and the list has come to rest. */
async function narrowTo(page: Page, option: string): Promise<void> {
  await page.keyboard.type(option)
  const options = page.getByRole('option')
  await options.filter({ hasText: option }).first().waitFor()
  for (let before = ''; ;) {
    const now = (await options.allTextContents()).join('\n')
    if (now === before) return
    before = now
    await page.waitForTimeout(restMs)
  }
}

/** Longer than fields wait for the next letter before they ask the server. */
const restMs = 500

/** Goes down an open list until an option is the active one, as the field says to screen readers. */
async function walkTo(page: Page, option: string): Promise<void> {
  await page
    .getByRole('option', { name: new RegExp(`^${option}`) })
    .first()
    .waitFor()
  const seen: string[] = []
  for (let count = 0; count <= 30; count += 1) {
    const { active } = await focusedOn(page)
    if (active?.startsWith(option)) return
    seen.push(active ?? 'none')
    await press(page, 'ArrowDown')
  }
  assert.fail(`the arrows do not reach the option ${option}; they were on ${seen.join(', ')}`)
}

/** Waits for a menu: the focus is in it. */
export const expectMenu = (page: Page): Promise<void> =>
  page.getByRole('menu').and(page.locator(':focus-within')).waitFor()

/** Goes down an open menu to an entry and chooses it. */
async function chooseEntry(page: Page, entry: string): Promise<void> {
  await expectMenu(page)
  for (let count = 0; count < 12 && (await focusedOn(page)).name !== entry; count += 1) await press(page, 'ArrowDown')
  await expectFocus(page, entry)
  await press(page, 'Enter')
}

/** Tabs to the table, goes down to a row, and chooses an entry of its menu. */
export async function chooseOfRow(page: Page, row: RegExp, entry: string): Promise<void> {
  await tabToRow(page, row)
  await press(page, 'm')
  await chooseEntry(page, entry)
}

/** Tabs to the table, and goes down to a row. */
export async function tabToRow(page: Page, row: RegExp): Promise<void> {
  await page.getByRole('row', { name: row }).waitFor()
  for (let count = 0; count < 30 && (await focusedOn(page)).role !== 'row'; count += 1) await tabTo(page, /./)
  if (row.test((await focusedOn(page)).name)) return
  await tabTo(page, row, { key: 'ArrowDown' })
}
