import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { optional, texts } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import { namedAccount, secretText, sentLink, spellAccount, spellLetter, toIso } from './replies.ts'

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

/** Lists who has not accepted. */
export const listInvitations = endpoint({
  id: 'listInvitations',
  family: 'session',
  method: 'GET',
  path: '/api/invitations',
  operation: 'invitation.list',
  summary: 'Lists the people who were invited and have not accepted.',
  source,
  request: z.object({}),
  success: {
    status: 200,
    schema: z.object({
      invitations: z.array(
        z.object({
          user_id: z.string(),
          name: z.string(),
          email: z.string(),
          state: z.enum(['pending', 'expired', 'unsent']),
          sent_at: z.string().nullable(),
          expires_at: z.string().nullable(),
        }),
      ),
    }),
  },
  toInput: (wire) => wire,
  toWire: (invitations) => ({
    invitations: invitations.map(({ user, state, sentAt, expiresAt }) => ({
      user_id: user.id,
      name: user.name,
      email: user.email,
      state,
      sent_at: sentAt === null ? null : toIso(sentAt),
      expires_at: expiresAt === null ? null : toIso(expiresAt),
    })),
  }),
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
  request: z.object({ user_id: z.string().min(1) }),
  success: { status: 200, schema: sentLink },
  toInput: ({ user_id }) => ({ userId: user_id }),
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
