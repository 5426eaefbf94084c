import { z } from 'zod'
import type { AccountRecord, UserRecord } from '../../domain/records.ts'
import { mailFailures } from '../../domain/sending.ts'
import type { OutputOf } from '../operation-types.ts'

/** A field that is sent in a body; never read from an address, where logs would keep it. */
export const secretText = z.string().min(1)

/** Spells an instant: ISO 8601 in UTC. */
export const toIso = (at: number): string => new Date(at).toISOString()

/** Spells an instant that may be absent. */
export const toIsoOrNull = (at: number | null): string | null => (at === null ? null : toIso(at))

/** A user, as much as signing in shows. */
export const signedInUser = z
  .object({ id: z.string(), name: z.string(), email: z.string(), account_id: z.string() })
  .meta({ id: 'SignedInUser' })

/** Spells a {@link signedInUser}. */
export const spellUser = ({ id, name, email, accountId }: UserRecord): z.output<typeof signedInUser> => ({
  id,
  name,
  email,
  account_id: accountId,
})

/** An account, as much as signing in shows. */
export const namedAccount = z.object({ id: z.string(), name: z.string() }).meta({ id: 'NamedAccount' })

/** Spells a {@link namedAccount}. */
export const spellAccount = ({ id, name }: AccountRecord): z.output<typeof namedAccount> => ({ id, name })

/** Why a letter was not mailed. */
export const mailFailure = z.enum(mailFailures).meta({ id: 'MailFailure' })

/** A link that was made for a user. */
export const sentLink = z
  .object({
    user_id: z.string(),
    email: z.string(),
    delivery: z.enum(['mail', 'link']).describe('`link`: hand the link on; it is shown once.'),
    link: z.string().optional(),
    failure: mailFailure
      .optional()
      .describe('Why it was not mailed; absent when no mail is configured, or the link was asked for.'),
  })
  .meta({ id: 'SentLink' })

/** Spells a {@link sentLink}. */
export function spellLetter({ user, delivery }: OutputOf<'invitation.resend'>): z.output<typeof sentLink> {
  // The server has filled this in before it spells the answer.
  if (delivery === undefined) throw new Error('a letter was not delivered')
  return {
    user_id: user.id,
    email: user.email,
    delivery: delivery.by,
    ...(delivery.by === 'link' && { link: delivery.link }),
    ...(delivery.by === 'link' && delivery.failure !== null && { failure: delivery.failure }),
  }
}
