import { z } from 'zod'
import { legacyRoles } from '../../domain/catalogue/legacy-mapping.ts'
import type { EnvironmentRecord, GroupRecord, UserRecord } from '../../domain/records.ts'
import type { OutputOf } from '../operation-types.ts'
import { isoInstant, toIso } from './fields.ts'

const groupSummary = z.object({ id: z.string(), name: z.string() })

/** A user on the wire. */
export const userReply = z
  .object({
    id: z.string(),
    name: z.string(),
    first_name: z.string().describe('The name up to its first blank.'),
    last_name: z.string().describe('The rest of the name.'),
    role: z
      .enum(legacyRoles)
      .nullable()
      .describe('The access bundle whose roles the user itself has everywhere; null when it has other ones.'),
    email: z.string(),
    pending: z.boolean(),
    enabled: z.boolean(),
    created_at: isoInstant,
    updated_at: isoInstant,
    last_login: isoInstant.nullable(),
    all_sub_accounts: z.boolean(),
    sub_account_ids: z.array(z.string()),
    groups: z.array(groupSummary),
    providers: z.array(z.string()),
    email_preferences: z.record(z.string(), z.unknown()),
    account_id: z.string(),
    two_factor: z.boolean(),
    status: z.enum(['active', 'pending', 'disabled']),
    root: z.boolean(),
    technical_role: z.string().nullable(),
    group_count: z.int(),
    sub_account_count: z.int(),
  })
  .meta({ id: 'User' })

/** Spells a user. What this server has nothing like is empty: providers, preferences, root and technical role. */
export function spellUser(detail: OutputOf<'user.get'>): z.output<typeof userReply> {
  const { user, role, environments, groups, lastLoginAt, hasSecondFactor } = detail
  const [firstName = '', ...others] = user.name.split(' ')
  return {
    id: user.id,
    name: user.name,
    first_name: firstName,
    last_name: others.join(' '),
    role,
    email: user.email,
    pending: user.isPending,
    enabled: user.isEnabled,
    created_at: toIso(user.createdAt),
    updated_at: toIso(user.updatedAt),
    last_login: lastLoginAt === null ? null : toIso(lastLoginAt),
    all_sub_accounts: user.hasAllEnvironments,
    sub_account_ids: environments.map(({ id }) => id),
    groups: groups.map(spellGroupSummary),
    providers: [],
    email_preferences: {},
    account_id: user.accountId,
    two_factor: hasSecondFactor,
    status: statusOf(user),
    root: false,
    technical_role: null,
    group_count: groups.length,
    sub_account_count: environments.length,
  }
}

/** The groups of a user on the wire. */
export const groupSummaries = z.object({ groups: z.array(groupSummary) })

/** Spells a group by its name. */
export const spellGroupSummary = ({ id, name }: GroupRecord): { id: string; name: string } => ({ id, name })

/** The environments of a user on the wire. */
export const environmentSummaries = z.object({
  sub_accounts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      cloud_name: z.string(),
      enabled: z.boolean(),
    }),
  ),
})

/** Spells environments in short. */
export const spellEnvironments = (
  environments: readonly EnvironmentRecord[],
): z.output<typeof environmentSummaries> => ({
  sub_accounts: environments.map(({ id, name, cloudName, isEnabled }) => ({
    id,
    name,
    description: '',
    cloud_name: cloudName,
    enabled: isEnabled,
  })),
})

const statusOf = ({ isEnabled, isPending }: UserRecord): 'active' | 'pending' | 'disabled' =>
  isEnabled ? (isPending ? 'pending' : 'active') : 'disabled'
