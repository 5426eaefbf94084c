// What journeys about people share: choices in forms, and what the official client says of somebody.
import type { CldProvisioning } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

/** The id of the user with an e-mail. */
export async function idOfUser(official: CldProvisioning, email: string): Promise<string> {
  const { users = [] } = await official.users.list({ emails: [email] })
  return users[0]?.id ?? assert.fail(`there is no ${email}`)
}

/** The id of the group of a name. */
export async function idOfGroup(official: CldProvisioning, name: string): Promise<string> {
  const { userGroups = [] } = await official.userGroups.list()
  return userGroups.find((one) => one.name === name)?.id ?? assert.fail(`there is no group ${name}`)
}

/** The id of the environment of a name. */
export async function idOfEnvironment(official: CldProvisioning, name: string): Promise<string> {
  const { subAccounts = [] } = await official.productEnvironments.list({})
  return subAccounts.find((one) => one.name === name)?.id ?? assert.fail(`there is no environment ${name}`)
}

/** The global roles that a principal has itself: `role` in the account, `role in environment`, sorted. */
export async function rolesOf(
  official: CldProvisioning,
  principalType: 'user' | 'group' | 'apiKey' | 'provisioningKey',
  principalId: string,
): Promise<readonly string[]> {
  const { data = [] } = await official.principals.listRoles({ principalType, principalId, permissionType: 'global' })
  return data.map(({ id, scopeId }) => (scopeId === undefined ? id : `${id} in ${scopeId}`)).sort()
}

/** The member of the demo account, who has few rights. */
export const emi = 'emi@acme-outdoor.example'

/** Gives Emi one role more, made of some permissions: in the account, or in the environment of an id. */
export async function letEmi(
  official: CldProvisioning,
  id: string,
  permissions: readonly string[],
  scopeId?: string,
): Promise<void> {
  await official.roles.create({
    id,
    name: id,
    permissionType: 'global',
    scopeType: scopeId === undefined ? 'account' : 'prodenv',
    systemPolicyIds: permissions.map((one) => `cld::policy::global::${one}`),
  })
  const principal = { type: 'user', id: await idOfUser(official, emi) } as const
  await official.principals.updateRoles({
    operation: 'add',
    principal,
    roles: [{ id, ...(scopeId !== undefined && { scopeId }) }],
  })
}

/** Opens the menu of a row: every one of some entries is blocked, and says the reason. The menu is left again. */
export async function expectBlocked(
  page: Page,
  row: string,
  entries: readonly (readonly [entry: string, reason: string])[],
): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${row}` }).click()
  for (const [entry, reason] of entries) {
    const item = page.getByRole('menuitem', { name: new RegExp(`^${entry}`) })
    await item.getByText(reason, { exact: true }).waitFor()
    assert.equal(await item.getAttribute('aria-disabled'), 'true', entry)
  }
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
}

/** Chooses in a field that opens a list, and leaves it. */
export async function choose(page: Page, within: Locator, field: string | RegExp, ...options: string[]): Promise<void> {
  const input = within.getByRole('combobox', { name: field, exact: typeof field === 'string' })
  for (const option of options) {
    await input.click()
    await page
      .getByRole('option', { name: new RegExp(`^${option}`) })
      .first()
      .click()
  }
  await input.press('Tab')
}

/** Opens the menu of a row and chooses an entry. */
export async function fromMenu(page: Page, row: string, entry: string): Promise<Locator> {
  await page.getByRole('button', { name: `Actions for ${row}` }).click()
  await page.getByRole('menuitem', { name: entry }).click()
  const panel = page.getByRole('dialog')
  await panel.waitFor()
  return panel
}
