import type { CallReply } from '../../api/client.ts'

/** A group as the list shows it. */
export type ListedGroup = CallReply<'listGroups'>['groups'][number]

/** The endpoints whose answers depend on groups. */
export const groupChange = ['listGroups', 'searchUsers', 'getPrincipal', 'decide', 'listChanges'] as const
