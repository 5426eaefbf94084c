import { canonicalRoleId } from '../../domain/catalogue/aliases.ts'
import { findRole } from '../../domain/catalogue/system-catalogue.ts'
import { refusal } from '../../domain/errors.ts'
import { environmentId, groupId } from '../../domain/ids.ts'
import type { AssignmentRecord, UserRecord } from '../../domain/records.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Transaction } from '../../store/store.ts'
import { inAccount, writing, type Deed, type Place } from '../operation.ts'
import { placeOfRole } from '../places.ts'
import { requireReviewed } from '../proofs/reviewing-groups.ts'
import { readEmail, readName, requireFreeEmail } from '../users/user-rules.ts'
import {
  findWarnings,
  gainsOfContent,
  readContent,
  type InvitationContent,
  type InvitationWarning,
  type ReadContent,
} from './invitation-content.ts'
import { writeInvitation, type Letter } from './letters.ts'

/** People to invite, all with the same. */
export interface Invitation extends InvitationContent {
  readonly people: readonly { readonly name: string; readonly email: string }[]
}

/** What was made of an invitation. */
export interface Invited {
  readonly letters: readonly Letter[]
  readonly warnings: readonly InvitationWarning[]
}

/** The most people of one invitation. */
export const mostPeople = 50

/** Invites people: makes users who wait for accepting, with all that they will have, and a link for each. */
export const createInvitation = writing<Invitation, Invited>({
  name: 'invitation.create',
  summary: 'Invite people, with roles, groups and environments.',
  access: {
    type: 'requires',
    needs: [
      { action: 'create', on: ['User'], level: 'account', of: () => [inAccount('User', null)] },
      {
        action: 'update',
        on: ['Group'],
        level: 'account',
        of: ({ groupIds }) => groupIds.map((id) => inAccount('Group', groupId(id))),
      },
      { action: 'read', on: ['Role'], level: 'account', of: (content, _, engine) => placesOfRoles(content, engine) },
      { action: 'read', on: ['ProductEnvironment'], level: 'account', of: (content) => placesOfEnvironments(content) },
    ],
  },
  gains: async (invitation, deed) => gainsOfContent(await readContent(invitation, deed), deed),
  run: async ({ people, ...invitation }, deed) => {
    const content = await readContent(invitation, deed)
    if (people.length === 0) throw refusal('missing_fields', undefined, { fields: [{ name: 'people' }] })
    if (people.length > mostPeople) {
      throw refusal('invalid_fields', undefined, {
        fields: [{ name: 'people', value: people.length }],
        more: { reason: `at most ${mostPeople} people can be invited at once` },
      })
    }
    await requireReviewed(content.groupIds, deed)
    const letters: Letter[] = []
    for (const { name, email } of people) letters.push(await invite(readName(name), readEmail(email), content, deed))
    return { letters, warnings: await findWarnings(content, deed) }
  },
})

/** System roles are public; whoever names another one must be able to tell whether it exists. */
function placesOfRoles({ accountRoleIds, environmentRoles }: InvitationContent, engine: Engine): readonly Place[] {
  const { catalogue } = engine.snapshot
  return [...accountRoleIds, ...environmentRoles.map(({ roleId }) => roleId)]
    .filter((id) => findRole(catalogue, canonicalRoleId(id, catalogue)) === undefined)
    .map((id) => placeOfRole(id, engine))
}

const placesOfEnvironments = ({ environmentRoles, environmentIds }: InvitationContent): readonly Place[] =>
  [...environmentRoles.map((one) => one.environmentId), ...environmentIds]
    .filter((id) => id !== 'all')
    .map((id) => inAccount('ProductEnvironment', environmentId(id)))

async function invite(
  name: string,
  email: string,
  { roles, groupIds, access }: ReadContent,
  deed: Deed<Transaction>,
): Promise<Letter> {
  const { store, house, at } = deed
  const { accountId } = deed.caller
  await requireFreeEmail(deed, email, null)
  const dates = { createdAt: at, updatedAt: at }
  const state = { isEnabled: true, isPending: true, hasAllEnvironments: access.isAll }
  const user: UserRecord = { accountId, id: house.ids.user(), name, email, ...state, ...dates }
  await store.put('user', user)
  await store.putAll(
    'membership',
    groupIds.map((id) => ({ accountId, groupId: id, userId: user.id, createdAt: at })),
  )
  await store.putAll(
    'environment_access',
    access.ids.map((id) => ({ accountId, userId: user.id, environmentId: id, createdAt: at })),
  )
  await store.putAll(
    'assignment',
    roles.map(({ roleId, reach }): AssignmentRecord => ({
      id: house.ids.assignment(),
      accountId,
      principal: { type: 'user', id: user.id },
      roleId,
      reach,
      parameter: null,
      expiresAt: null,
      ...dates,
    })),
  )
  return writeInvitation(user, 'mail', deed)
}
