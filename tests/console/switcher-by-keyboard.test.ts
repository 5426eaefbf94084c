import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectFocus, goTo, press, signInByKeyboard, tabTo } from './by-keyboard.ts'
import { givenConsole } from './given-console.ts'

test('the list of environments closes when it is left, and the palette’s Enter does not open it', async (context) => {
  const page = await signInByKeyboard(await givenConsole(context))
  const list = page.getByRole('listbox', { name: 'Choose an environment' })
  await tabTo(page, /^Environment: /)
  await press(page, 'Enter')
  await list.waitFor()
  await tabTo(page, 'API keys', { most: 1 })
  await list.waitFor({ state: 'hidden' })
  await tabTo(page, /^Environment: /, { key: 'Shift+Tab', most: 1 })
  await goTo(page, 'Role management')
  await expectFocus(page, /^Environment: /)
  assert.equal(await list.isVisible(), false)
})
