import { z } from 'zod'
import { invitationStates, sendingOutcomes } from '../../domain/sending.ts'
import { endpoint } from '../endpoint.ts'
import { optional, text, texts } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import { present } from '../spellings.ts'
import {
  mailFailure,
  namedAccount,
  secretText,
  sentLink,
  spellAccount,
  spellLetter,
  toIso,
  toIsoOrNull,
} from './replies.ts'

const source = 'Rolecall: docs/guides/sign-in.md; facts 5, 9.2'
const shown = z.object({ name: z.string(), email: z.string(), account: namedAccount })

/** Invites people. */
export const createInvitations = endpoint({
  id: 'createInvitations',
  family: 'session',
  method: 'POST',
  path: '/api/invitations',
  operation: 'invitation.create',
  summary: 'Invites people, with an access bundle or roles, groups and environments; at least one role or group.',
  source,
  request: z.object({
    people: z.array(z.object({ name: z.string(), email: z.string() })).min(1),
    access_bundle: optional(z.string()).describe('Id of a bundle, such as `technical_admin`; not beside roles.'),
    account_roles: optional(texts),
    environment_roles: optional(z.array(z.object({ role_id: z.string(), environment_id: z.string() }))).describe(
      'Each in one environment, or in `all`.',
    ),
    groups: optional(texts),
    environments: optional(texts).describe('Those that are open to the people: ids, or `all`. None when absent.'),
  }),
  body: ['people', 'access_bundle', 'account_roles', 'environment_roles', 'groups', 'environments'],
  success: {
    status: 201,
    schema: z.object({
      invitations: z.array(sentLink),
      warnings: z.array(
        z.object({ type: z.enum(['role_without_access', 'access_without_role']), environment_id: z.string() }),
      ),
    }),
  },
  toInput: (wire) => ({
    people: wire.people,
    bundleId: wire.access_bundle ?? null,
    accountRoleIds: wire.account_roles ?? [],
    environmentRoles: (wire.environment_roles ?? []).map((one) => ({
      roleId: one.role_id,
      environmentId: one.environment_id,
    })),
    groupIds: wire.groups ?? [],
    environmentIds: wire.environments ?? [],
  }),
  toWire: ({ letters, warnings }) => ({
    invitations: letters.map(spellLetter),
    warnings: warnings.map(({ type, environmentId }) => ({ type, environment_id: environmentId })),
  }),
})

const shownInvitation = z
  .object({
    user_id: z.string(),
    name: z.string(),
    email: z.string(),
    state: z
      .enum(invitationStates)
      .describe('`failed`: not mailed; `expired`: the link is too old; `unsent`: there is no link.'),
    sent_at: z.string().nullable().describe('When the link was made.'),
    expires_at: z.string().nullable(),
    sending: z
      .object({
        outcome: z
          .enum(sendingOutcomes)
          .describe('`not_configured`: there is no mail; `link`: the link was asked for in place of mail.'),
        failure: mailFailure.nullable().describe('`timed_out` and `interrupted`: it may have arrived.'),
        at: z.string(),
      })
      .nullable()
      .describe('What became of the letter; null when there is none, or nothing was noted.'),
  })
  .meta({ id: 'Invitation' })

/** Lists who has not accepted. */
export const listInvitations = endpoint({
  id: 'listInvitations',
  family: 'session',
  method: 'GET',
  path: '/api/invitations',
  operation: 'invitation.list',
  summary: 'Lists the people who were invited and have not accepted, page by page, with what became of their letters.',
  source,
  request: z.object({
    text: optional(text).describe('What stands somewhere in the name or the e-mail, in any case.'),
    state: optional(z.enum(invitationStates)),
    sort_by: optional(z.enum(['sent_at', 'name', 'email', 'state'])).describe(
      '`sent_at` when absent. By `state`: failed, expired, unsent, pending.',
    ),
    sort_order: optional(z.enum(['asc', 'desc'])).describe('`desc` by `sent_at`, else `asc`, when absent.'),
    page: optional(z.coerce.number().int().min(1).max(10_000_000)).describe('From 1 on.'),
    page_size: optional(z.coerce.number().int().min(1).max(200)).describe('50 when absent.'),
  }),
  success: {
    status: 200,
    schema: z.object({
      invitations: z.array(shownInvitation),
      total: z.int().nullable().describe('On all pages; null for who may read only some users.'),
      next_page: z.int().nullable(),
    }),
  },
  toInput: (wire) => {
    const by = wire.sort_by ?? 'sent_at'
    const direction = wire.sort_order ?? (by === 'sent_at' ? 'desc' : 'asc')
    return {
      ...present({ text: wire.text, state: wire.state }),
      order: { by, isDescending: direction === 'desc' },
      page: { number: wire.page ?? 1, size: wire.page_size ?? usualPageSize },
    }
  },
  toWire: ({ invitations, total }, { wire }) => {
    const isFull = invitations.length === (wire.page_size ?? usualPageSize)
    return { invitations: invitations.map(spellInvitation), total, next_page: isFull ? (wire.page ?? 1) + 1 : null }
  },
})

const usualPageSize = 50

const spellInvitation = ({
  user,
  state,
  sentAt,
  expiresAt,
  sending,
}: OutputOf<'invitation.list'>['invitations'][number]): z.output<typeof shownInvitation> => ({
  user_id: user.id,
  name: user.name,
  email: user.email,
  state,
  sent_at: toIsoOrNull(sentAt),
  expires_at: toIsoOrNull(expiresAt),
  sending: sending && { outcome: sending.outcome, failure: sending.failure, at: toIso(sending.at) },
})

/** Makes a new link. */
export const resendInvitation = endpoint({
  id: 'resendInvitation',
  family: 'session',
  method: 'POST',
  path: '/api/invitations/{user_id}/resend',
  operation: 'invitation.resend',
  summary: 'Makes a new link for somebody who has not accepted; the one before stops working.',
  source,
  request: z.object({
    user_id: z.string().min(1),
    delivery: optional(z.enum(['mail', 'link'])).describe(
      '`link`: the link is in the answer, and nothing is mailed. `mail` when absent.',
    ),
  }),
  body: ['delivery'],
  success: { status: 200, schema: sentLink },
  toInput: ({ user_id, delivery }) => ({ userId: user_id, by: delivery ?? 'mail' }),
  toWire: spellLetter,
})

/** Takes an invitation back. */
export const revokeInvitation = endpoint({
  id: 'revokeInvitation',
  family: 'session',
  method: 'DELETE',
  path: '/api/invitations/{user_id}',
  operation: 'invitation.revoke',
  summary: 'Takes an invitation back.',
  source,
  request: z.object({ user_id: z.string().min(1) }),
  success: { status: 204, schema: null },
  toInput: ({ user_id }) => ({ userId: user_id }),
  toWire: () => undefined,
})

/** Shows whom an invitation is for. */
export const showInvitation = endpoint({
  id: 'showInvitation',
  family: 'session',
  method: 'POST',
  path: '/api/invitations/show',
  operation: 'invitation.show',
  summary: 'Shows whom an invitation is for, to who has its link.',
  source,
  isPublic: true,
  request: z.object({ token: secretText }),
  body: ['token'],
  success: { status: 200, schema: shown },
  toInput: (wire) => wire,
  toWire: spellShown,
})

/** Accepts an invitation. */
export const acceptInvitation = endpoint({
  id: 'acceptInvitation',
  family: 'session',
  method: 'POST',
  path: '/api/invitations/accept',
  operation: 'invitation.accept',
  summary: 'Accepts an invitation: sets the password. Sign in next.',
  source,
  isPublic: true,
  request: z.object({ token: secretText, password: secretText, name: optional(z.string()) }),
  body: ['token', 'password', 'name'],
  success: { status: 200, schema: shown },
  toInput: ({ token, password, name }) => ({ token, password, name: name ?? null }),
  toWire: spellShown,
})

function spellShown({ user, account }: OutputOf<'invitation.show'>): z.output<typeof shown> {
  return { name: user.name, email: user.email, account: spellAccount(account) }
}
