import { call } from '../calls/use-endpoint.ts'
import type { PaletteItem, Screen } from '../frame/screen.ts'
import { useSay } from '../language/messages.ts'
import { environmentMessages } from './messages.ts'

/** Product environments; the palette finds them by name and cloud name. */
export const environmentsScreen: Screen = {
  path: '/environments',
  scope: 'account',
  icon: 'environment',
  useLabel: () => useSay(environmentMessages)('title'),
  load: async () => (await import('./EnvironmentsPage.tsx')).EnvironmentsPage,
  palette: findEnvironments,
}

const mostFound = 6

async function findEnvironments(text: string): Promise<readonly PaletteItem[]> {
  const { environments } = await call('searchEnvironments', { text, page_size: mostFound })
  return environments.map(({ id, name, cloud_name }) => ({
    id: `environment ${id}`,
    label: name,
    hint: cloud_name,
    icon: 'environment',
    to: `/environments?text=${encodeURIComponent(cloud_name)}`,
  }))
}
