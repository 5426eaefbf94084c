import type { Page } from 'playwright-core'
import type { CallReply } from '../../src/api/client.ts'
import type { ShownScreen } from './shown-screen.ts'

type Invitation = CallReply<'listInvitations'>['invitations'][number]

const hourMs = 3_600_000
const before = (hours: number): string => new Date(Date.now() - hours * hourMs).toISOString()

/** Somebody who was invited some hours ago, and what became of the letter. */
function invited(name: string, state: Invitation['state'], hours: number, but: Partial<Invitation>): Invitation {
  const email = `${name.split(' ')[0]?.toLowerCase() ?? ''}@acme-outdoor.example`
  const at = before(hours)
  const sending = { outcome: 'mailed', failure: null, at } as const
  return { user_id: `user-${email}`, name, email, state, sent_at: at, expires_at: before(hours - 168), sending, ...but }
}

const failed = (failure: NonNullable<Invitation['sending']>['failure'], hours: number): Partial<Invitation> => ({
  sending: { outcome: 'failed', failure, at: before(hours) },
})

const invitations: readonly Invitation[] = [
  invited('Ann Lee', 'failed', 1, { email: 'ann@acme-outdor.example', ...failed('recipient_refused', 1) }),
  invited('Ben Ito', 'pending', 1, {}),
  invited('Cleo Marsh', 'failed', 3, failed('unreachable', 3)),
  invited('Dee Ray', 'failed', 26, failed('interrupted', 26)),
  invited('Eli Novak', 'pending', 50, { sending: { outcome: 'link', failure: null, at: before(50) } }),
  invited('Fay Osei', 'expired', 220, failed('try_later', 220)),
  invited('Gus Holm', 'expired', 300, {}),
  invited('Hana Sato', 'unsent', 0, { sent_at: null, expires_at: null, sending: null }),
]

/** Invitations in every state, and what is said at once of letters that were not mailed. */
export const invitationScreens: readonly ShownScreen[] = [
  {
    name: 'invitations',
    path: '/users?tab=invitations',
    viewer: 'master',
    network: { listInvitations: { invitations, total: invitations.length, next_page: null } },
    prepare: (page) => page.getByRole('link', { name: 'Hana Sato' }).waitFor(),
  },
  { name: 'invite-not-mailed', path: '/users', viewer: 'master', prepare: inviteInVain },
]

const links: CallReply<'createInvitations'>['invitations'] = [
  { user_id: 'ann', email: 'ann@acme-outdor.example', delivery: 'link', failure: 'recipient_refused', ...linkOf('a') },
  { user_id: 'ben', email: 'ben@acme-outdoor.example', delivery: 'mail' },
]

function linkOf(letter: string) {
  return { link: `https://roles.acme-outdoor.example/accept/${letter.repeat(43)}` }
}

/** The mail server of the picture refuses one of two; nobody is invited. */
async function inviteInVain(page: Page): Promise<void> {
  await page.route(/\/api\/invitations$/, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 201, json: { invitations: links, warnings: [] } })
      : route.fallback(),
  )
  await page.getByRole('button', { name: 'Invite' }).click()
  const panel = page.getByRole('dialog', { name: 'Invite people' })
  await panel.getByRole('textbox', { name: 'People' }).fill(links.map(({ email }) => email).join('\n'))
  await panel.getByRole('combobox', { name: 'Access management' }).click()
  await page.getByRole('option', { name: /^Media Library User/ }).click()
  await panel.getByRole('button', { name: 'Invite 2 people' }).click()
  await page.getByText('1 invitation could not be mailed').waitFor()
}
