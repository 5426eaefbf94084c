import { defineMessages } from '../language/messages.ts'

/** What the frame around every screen says. */
export const frameMessages = defineMessages('frame', {
  skip: 'Skip to content',
  navigation: 'Console',
  openNavigation: 'Open navigation',
  accountScope: 'Account',
  environmentScope: 'Environment',
  noEnvironment: 'No environment is open to you',
  chooseEnvironment: 'Choose an environment',
  chosenEnvironment: 'Environment: {{name}}',
  search: 'Search or jump to',
  searchHint: 'Type the name of a role, user, folder, key or page',
  searchNothing: 'Nothing is called that.',
  searchKeys: 'Arrow keys to choose, Enter to open, Esc to close',
  pages: 'Page',
  profileMenu: 'Your profile and settings',
  profile: 'Profile and sign-in',
  theme: 'Theme',
  light: 'Light',
  dark: 'Dark',
  auto: 'As the system',
  signOut: 'Sign out',
  notFoundTitle: 'There is no such page',
  notFoundText: 'The address may be mistyped, or what stood here is gone.',
  toStart: 'To the start',
  offline: 'The server does not answer',
})
