import { inAccount, reading } from '../operation.ts'
import { readableGroups } from '../users/describe-users.ts'
import { concernsGroup, describeGroup, getGroupRecord, needOnGroup, type GroupDetail } from './group-rules.ts'

/** Lists groups in order of creation; only those that the caller may read. Without `withUsers` they have none. */
export const listGroups = reading<{ readonly withUsers: boolean }, readonly GroupDetail[]>({
  name: 'group.list',
  summary: 'List the groups of an account.',
  access: {
    type: 'requires',
    needs: [{ action: 'read', on: ['Group'], level: 'account', of: () => [inAccount('Group', null)] }],
    filters: { action: 'read', on: ['Group', 'User'] },
  },
  run: async ({ withUsers }, deed) => {
    const details: GroupDetail[] = []
    for (const group of await readableGroups(deed)) {
      details.push(withUsers ? await describeGroup(group, deed) : { group, users: [] })
    }
    return details
  },
})

/** Shows one group with its users. */
export const getGroup = reading<{ readonly groupId: string }, GroupDetail>({
  name: 'group.get',
  summary: 'Show a group and its users.',
  concerns: concernsGroup,
  access: {
    type: 'requires',
    needs: [needOnGroup('read')],
    filters: { action: 'read', on: ['User'] },
  },
  run: async ({ groupId }, deed) => describeGroup(await getGroupRecord(deed, groupId), deed),
})
