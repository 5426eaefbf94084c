import { inAccount, reading } from '../operation.ts'
import { readableGroups } from '../users/describe-users.ts'
import {
  concernsGroup,
  describeGroup,
  getGroupRecord,
  needOnGroup,
  type GroupDetail,
  type MemberChoice,
} from './group-rules.ts'

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
    for (const group of await readableGroups(deed)) details.push(await describeGroup(group, deed, { withUsers }))
    return details
  },
})

/** Shows one group with its users. */
export const getGroup = reading<{ readonly groupId: string } & MemberChoice, GroupDetail>({
  name: 'group.get',
  summary: 'Show a group and its users.',
  concerns: concernsGroup,
  access: {
    type: 'requires',
    needs: [needOnGroup('read')],
    filters: { action: 'read', on: ['User'] },
  },
  run: async ({ groupId, ...choice }, deed) => describeGroup(await getGroupRecord(deed, groupId), deed, choice),
})
