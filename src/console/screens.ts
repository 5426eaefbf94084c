import type { Screen } from './frame/screen.ts'
import { profileScreen } from './profile/screen.ts'
import { rolesScreen } from './roles/screen.ts'

/** Every screen behind the sign-in, in the order of the navigation. A new one is one line here. */
export const screens: readonly Screen[] = [rolesScreen, profileScreen]
