import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenConsole } from './given-console.ts'
import { choose, fromMenu, idOfGroup, rolesOf } from './people-journeys.ts'

const namesIn = async (
  official: Awaited<ReturnType<typeof givenConsole>>['official'],
  group: string,
): Promise<readonly (string | undefined)[]> => {
  const { users = [] } = await official.userGroups.listUsers({ groupId: await idOfGroup(official, group) })
  return users.map(({ name }) => name).sort()
}

test('an administrator makes a group with members and roles', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/users?tab=groups')
  await page.getByRole('button', { name: 'Create group' }).click()
  const panel = page.getByRole('dialog', { name: 'Create a group' })
  await panel.getByRole('button', { name: 'Create group' }).click()
  await panel.getByText('A group needs a name.').waitFor()
  await panel.getByLabel('Name', { exact: true }).fill('Designers')
  await choose(page, panel, 'Add a member', 'Ben Larsen', 'Carla Mendes')
  await panel.getByRole('tab', { name: 'Roles' }).click()
  await choose(page, panel, 'Account roles', 'Reports')
  await panel.getByRole('button', { name: 'Add a product environment' }).click()
  await choose(page, panel, 'Product environment', 'All product environments')
  await choose(page, panel, 'Roles in All product environments', 'Media Library User')
  await panel.getByText('2 members join.').waitFor()
  await panel.getByRole('button', { name: 'Create group' }).click()
  await page.getByText('The group “Designers” is created.').waitFor()
  await page.getByRole('row', { name: /Designers.*2 members.*Reports.*Media Library User/ }).waitFor()
  assert.deepEqual(await namesIn(official, 'Designers'), ['Ben Larsen', 'Carla Mendes'])
  assert.deepEqual(await rolesOf(official, 'group', await idOfGroup(official, 'Designers')), [
    'cld::role::account::reports',
    'cld::role::prodenv::ml_user in all',
  ])
})

test('an administrator renames a group and changes who is in it, and nothing counts until it is saved', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/users?tab=groups')
  const panel = await fromMenu(page, 'Creative', 'Edit')
  await panel.getByRole('button', { name: 'Remove Dev Patel' }).click()
  await panel.getByRole('button', { name: 'Keep Dev Patel' }).waitFor()
  await choose(page, panel, 'Add a member', 'Emi Tanaka')
  await panel.getByLabel('Name', { exact: true }).fill('Creative studio')
  await panel.getByText('1 member leaves.').waitFor()
  assert.deepEqual(await namesIn(official, 'Creative'), ['Dev Patel'])
  await panel.getByRole('button', { name: 'Save group' }).click()
  await page.getByText('The group “Creative studio” is saved.').waitFor()
  assert.deepEqual(await namesIn(official, 'Creative studio'), ['Emi Tanaka'])
})
