import type { Screen } from './frame/screen.ts'
import { accountScreen } from './account/screen.ts'
import { changesScreen } from './changes/screen.ts'
import { environmentsScreen } from './environments/screen.ts'
import { folderScreen } from './folders/screen.ts'
import { accessKeysScreen, accountKeysScreen } from './keys/screen.ts'
import { principalScreen } from './people/screen.ts'
import { profileScreen } from './profile/screen.ts'
import { rolesScreen } from './roles/screen.ts'
import { usersScreen } from './users/screen.ts'

/** Every screen behind the sign-in, in the order of the navigation. A new one is one line here. */
export const screens: readonly Screen[] = [
  rolesScreen,
  usersScreen,
  accountKeysScreen,
  environmentsScreen,
  changesScreen,
  accountScreen,
  accessKeysScreen,
  principalScreen,
  folderScreen,
  profileScreen,
]
