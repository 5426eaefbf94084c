import { defineMessages } from '../language/messages.ts'

/** What the own profile says. */
export const profileMessages = defineMessages('profile', {
  title: 'Profile and sign-in',
  description: 'Your own password, second step and sessions. Nobody else sees this page.',
  password: 'Password',
  passwordText: 'Changing it signs you out everywhere, here included.',
  oldPassword: 'Password of now',
  change: 'Change the password',
  changed: 'Your password is changed. Sign in with the new one.',
  factor: 'Second step',
  factorOn: 'An authenticator is set up. Recovery codes left: {{count}}.',
  factorOff: 'Only your password protects your sign-in. An authenticator app makes it much safer.',
  setUp: 'Set up an authenticator',
  remove: 'Do without it',
  removed: 'Your sign-in takes a password alone now.',
  secret: 'Type this key into your authenticator, or open the link on your phone.',
  openLink: 'Open in an authenticator',
  code: 'Code that it shows',
  confirm: 'Confirm',
  recovery: 'Your recovery codes',
  recoveryText: 'Each signs you in once, if you lose the authenticator. They are shown this once: keep them safe.',
  done: 'I have kept them',
  sessions: 'Sessions',
  began: 'You signed in here {{at}}. Without use, this session ends {{until}}.',
  endAll: 'Sign out everywhere',
})
