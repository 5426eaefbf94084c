// data table: the headings of the guide to roles in the console, each with the journeys that walk it.
// `guide-headings.test.ts` fails for a heading without any, and for a journey that isn't there under its name.

/** One journey: its file beside this one, and its name. */
export type Journey = readonly [file: string, name: string]

/** What is walked of one heading. */
export interface HeadingJourneys {
  readonly withRights: readonly Journey[]
  readonly withoutRights: readonly Journey[]
  /** Walked by keyboard alone. */
  readonly byKeyboard: readonly Journey[]
}

const [roles, forms, users, groups] = ['roles.test.ts', 'role-forms.test.ts', 'users.test.ts', 'groups.test.ts']
const [invitations, keys, keyRoles] = ['invitations.test.ts', 'keys.test.ts', 'key-roles.test.ts']
const [keyboard, roleKeys, tableKeys] = ['keyboard.test.ts', 'role-by-keyboard.test.ts', 'keyboard-tables.test.ts']
const [groupKeys, inviteKeys] = ['groups-by-keyboard.test.ts', 'invite-by-keyboard.test.ts']
const [accessKeys, keyKeys] = ['access-by-keyboard.test.ts', 'keys-by-keyboard.test.ts']
const [blocked, people] = ['without-rights.test.ts', 'people-without-rights.test.ts']

const looksAtRoles: Journey = [
  blocked,
  'whoever may only look at roles can view one, and neither edit, copy nor delete it',
]
const looksAtPeople: Journey = [people, 'whoever may only look finds every deed blocked with the reason the API gives']
const holdsLess: Journey = [
  people,
  'nobody gives what they do not hold: roles, memberships and access are refused with what is lacking',
]
const mayNotInvite: Journey = [
  people,
  'whoever may not see people is told what is missing, on every tab, and may not invite',
]
const looksAtGroups: Journey = [
  blocked,
  'whoever may only look at groups can neither edit one, give it roles nor delete it',
]
const inviting: Journey = [
  invitations,
  'an administrator invites several people with custom access, warned where roles and access do not fit',
]

/** The headings of `console-roles-guide` that are walked in the console, in the guide's order (read 2026-11-30). */
export const guideHeadings: Readonly<Record<string, HeadingJourneys>> = {
  'View all roles': {
    withRights: [
      [roles, 'an administrator sees every role of each kind, and what one of them permits'],
      [roles, 'an administrator finds a role by its name, level and type'],
    ],
    withoutRights: [[roles, 'whoever may not see roles is told what is missing and whom to ask']],
    byKeyboard: [
      [keyboard, 'somebody signs in, finds a role, reads it, and opens the menu of a user, without a mouse'],
    ],
  },
  'View role details': {
    withRights: [[roles, 'an administrator sees every role of each kind, and what one of them permits']],
    withoutRights: [looksAtRoles],
    byKeyboard: [
      [keyboard, 'somebody signs in, finds a role, reads it, and opens the menu of a user, without a mouse'],
    ],
  },
  'Create custom roles': {
    withRights: [
      [forms, 'an administrator makes a role from a task, and the API has what the task needs'],
      [forms, 'a system role is copied to a role of one’s own'],
    ],
    withoutRights: [
      [forms, 'whoever may not make roles is told why, and whom to ask'],
      [forms, 'a plan without custom roles says so, and which plan has them'],
      looksAtRoles,
    ],
    byKeyboard: [[roleKeys, 'an administrator makes a custom role by keyboard alone']],
  },
  'Edit custom roles': {
    withRights: [
      [forms, 'before a role is saved it is told who gains and loses what, and where'],
      [forms, 'before a role is deleted it is told who loses what'],
    ],
    withoutRights: [looksAtRoles],
    byKeyboard: [[tableKeys, 'a role is deleted, and the focus is on the row that took its place']],
  },
  'Access bundles': {
    withRights: [
      [invitations, 'an administrator invites people with each access bundle, and they get what it says'],
      [invitations, 'an administrator adjusts a bundle, and what is left of it is given'],
    ],
    withoutRights: [mayNotInvite, holdsLess],
    byKeyboard: [[inviteKeys, 'an administrator invites somebody with an access bundle by keyboard alone']],
  },
  'Customize access for new users': {
    withRights: [inviting],
    withoutRights: [mayNotInvite],
    byKeyboard: [[inviteKeys, 'an administrator invites somebody with roles of their own by keyboard alone']],
  },
  'Add new users to groups': {
    withRights: [inviting],
    withoutRights: [mayNotInvite],
    byKeyboard: [[inviteKeys, 'an administrator invites somebody into a group by keyboard alone']],
  },
  'Create groups': {
    withRights: [[groups, 'an administrator makes a group with members and roles']],
    withoutRights: [looksAtPeople],
    byKeyboard: [[groupKeys, 'an administrator makes a group with members and roles by keyboard alone']],
  },
  'Edit existing groups': {
    withRights: [
      [groups, 'an administrator renames a group and changes who is in it, and nothing counts until it is saved'],
    ],
    withoutRights: [looksAtGroups],
    byKeyboard: [[groupKeys, 'an administrator deletes a group by keyboard alone, told who loses by it']],
  },
  'Assign groups to users': {
    withRights: [[users, 'an administrator changes the name, e-mail and groups of a user']],
    withoutRights: [looksAtPeople, holdsLess],
    byKeyboard: [[groupKeys, 'an administrator chooses the groups of somebody by keyboard alone']],
  },
  'Assign global roles to existing users directly': {
    withRights: [
      [users, 'an administrator assigns roles in the account and in environments, and sees what will change'],
    ],
    withoutRights: [looksAtPeople, holdsLess],
    byKeyboard: [[accessKeys, 'an administrator assigns roles to somebody by keyboard alone']],
  },
  'Grant product environment access to existing users': {
    withRights: [[users, 'an administrator opens environments to a user, warned where no role counts']],
    withoutRights: [looksAtPeople],
    byKeyboard: [[accessKeys, 'an administrator opens environments to somebody by keyboard alone']],
  },
  'Product environment API keys': {
    withRights: [
      [keyRoles, 'an administrator gives an API key roles in its environment, and takes them away again'],
      [keys, 'a key is given a role on a folder, and loses it again'],
    ],
    withoutRights: [
      [keys, 'whoever may not see keys is told what is missing, and may make none'],
      [blocked, 'whoever may only look at API keys can give one no roles, nor change or delete it'],
    ],
    byKeyboard: [
      [keyKeys, 'an administrator makes an API key and gives it a role, and one on a folder, by keyboard alone'],
    ],
  },
  'Account Management Keys': {
    withRights: [
      [keyRoles, 'an administrator gives an account management key roles of the account and of every environment'],
      [keys, 'an account management key is made, tested and deleted'],
    ],
    withoutRights: [
      [keys, 'whoever may not see keys is told what is missing, and may make none'],
      [blocked, 'whoever may only look at account management keys can give one no roles, nor change or delete it'],
    ],
    byKeyboard: [[keyKeys, 'an administrator makes an account management key and gives it roles by keyboard alone']],
  },
}
