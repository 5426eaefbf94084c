import type { Page } from 'playwright-core'
import { demoFile, demoFileWith } from '../../src/operations/bootstrap/demo-file.ts'
import type { BootstrapFile } from '../../src/server/first-start.ts'
import type { ShownScreen } from './shown-screen.ts'

/** The password of everybody who can sign in to {@link longAccount}. */
export const longPassword = 'four long green ladders'

/** Names whose identity other parts of the file refer to, or that stand in addresses. */
const asTheyAre = new Set<unknown>(['Spring launch', ...demoFile.groups.map(({ name }) => name)])

/** The demo account with every name as long as names get, one of them without a place to break it. */
export const longAccount: BootstrapFile = { source: 'of long names', content: longer(demoFileWith(() => longPassword)) }

/** The lists and pages in which a long name would do harm. */
export const longScreens: readonly ShownScreen[] = [
  ...(
    [
      ['roles', '/roles'],
      ['users', '/users'],
      ['account-keys', '/account-keys'],
      ['api-keys', '/api-keys'],
      ['environments', '/environments'],
      ['changes', '/changes'],
      ['account', '/account'],
    ] as const
  ).map(([name, path]): ShownScreen => {
    const prepare = (page: Page): Promise<void> =>
      page
        .getByText(/of the department/)
        .first()
        .waitFor()
    return { name: `${name}-long`, path, viewer: 'master', account: 'long', prepare }
  }),
  {
    name: 'principal-long',
    path: '/principals/apiKey/demo-uploader',
    viewer: 'master',
    account: 'long',
    prepare: (page) => page.getByRole('heading', { name: 'Roles', exact: true }).waitFor(),
  },
]

function longer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(longer)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([field, one]) => [
      field,
      field === 'name' && !asTheyAre.has(one) ? long(String(one)) : longer(one),
    ]),
  )
}

function long(name: string): string {
  return `${name} of the department of photographs, films and other moving pictures, ${'Bildverwaltungsstelle'.repeat(3)}`
}
