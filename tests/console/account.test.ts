import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askApi } from './ask-api.ts'
import { givenConsole } from './given-console.ts'

test('whoever may see nobody else finds their own part of the account settings, and what is kept from them by name', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('member')
  await page.goto('/account')
  await page.getByRole('listitem').filter({ hasText: 'Custom global roles' }).getByText('Part of your plan').waitFor()
  await page.getByText('Off: your password alone signs you in.').waitFor()
  for (const [line, path, reason] of [
    ['People without a second factor', '/api/users?status=active', 'You need a role that lets you see users.'],
    ['Keys nobody uses', '/api/account-keys', 'You need a role that lets you see account management keys.'],
  ] as const) {
    await page.getByRole('listitem').filter({ hasText: line }).getByText(reason, { exact: true }).waitFor()
    assert.equal((await askApi(page, 'GET', path)).status, 403)
  }
})
