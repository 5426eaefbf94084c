import { z } from 'zod'
import type { UserRecord } from '../../domain/records.ts'
import type { OutputOf } from '../operation-types.ts'
import { isoInstant, toIso } from './fields.ts'

/** A user of a group on the wire. */
export const memberReply = z
  .object({ id: z.string(), name: z.string(), email: z.string() })
  .meta({ id: 'UserGroupUser' })

/** The users of a group on the wire. */
export const memberReplies = z.object({ users: z.array(memberReply) })

/** A group on the wire; the last three only where details were asked for. */
export const groupReply = z
  .object({
    id: z.string(),
    name: z.string(),
    users: z.array(memberReply).optional(),
    created_at: isoInstant.optional(),
    updated_at: isoInstant.optional(),
  })
  .meta({ id: 'UserGroup' })

type Detail = OutputOf<'group.get'>

/** Spells a user of a group. */
export const spellMember = ({ id, name, email }: UserRecord): z.output<typeof memberReply> => ({ id, name, email })

/** Spells the users of a group. */
export const spellMembers = ({ users }: Detail): z.output<typeof memberReplies> => ({ users: users.map(spellMember) })

/** Spells a group, with its details or by its name alone. */
export function spellGroup(detail: Detail, isExtended: boolean): z.output<typeof groupReply> {
  const { group } = detail
  const { id, name } = group
  if (!isExtended) return { id, name }
  return {
    id,
    name,
    ...spellMembers(detail),
    created_at: toIso(group.createdAt),
    updated_at: toIso(group.updatedAt),
  }
}
