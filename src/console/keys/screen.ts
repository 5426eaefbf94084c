import { call } from '../calls/use-endpoint.ts'
import type { PaletteItem, Screen } from '../frame/screen.ts'
import { useSay } from '../language/messages.ts'
import { principalPath } from '../people/address.ts'
import { keyMessages } from './messages.ts'

/** The keys of the environment that is chosen. */
export const accessKeysScreen: Screen = {
  path: '/api-keys',
  scope: 'environment',
  icon: 'key',
  useLabel: () => useSay(keyMessages)('accessTitle'),
  load: async () => (await import('./AccessKeysPage.tsx')).AccessKeysPage,
}

/** The keys of the account; the palette finds them by name and by key. */
export const accountKeysScreen: Screen = {
  path: '/account-keys',
  scope: 'account',
  icon: 'key',
  useLabel: () => useSay(keyMessages)('accountTitle'),
  load: async () => (await import('./AccountKeysPage.tsx')).AccountKeysPage,
  palette: findKeys,
}

const mostFound = 6

async function findKeys(text: string): Promise<readonly PaletteItem[]> {
  const { keys } = await call('listAccountKeys', { text, page_size: mostFound })
  return keys.map(({ key, name }) => ({
    id: `key ${key}`,
    label: name,
    hint: key,
    icon: 'key',
    to: principalPath('provisioningKey', key),
  }))
}
