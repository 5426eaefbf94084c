import type { Screen } from '../frame/screen.ts'
import { useSay } from '../language/messages.ts'
import { folderMessages } from './messages.ts'

/** The page of one folder; the palette leads to it. */
export const folderScreen: Screen = {
  path: '/folders/$environmentId/$folderId',
  scope: 'environment',
  icon: 'folder',
  useLabel: () => useSay(folderMessages)('page'),
  load: async () => (await import('./FolderPage.tsx')).FolderPage,
  isListed: false,
}
