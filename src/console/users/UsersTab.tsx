import { useNavigate } from '@tanstack/react-router'
import { useSay } from '../language/messages.ts'
import { DataTable } from '../parts/DataTable.tsx'
import { later } from '../parts/later.tsx'
import { partMessages } from '../parts/messages.ts'
import { Answered, EmptyState } from '../parts/States.tsx'
import { principalPath } from '../people/address.ts'
import { useDialog } from '../people/use-dialog.ts'
import { userMessages } from './messages.ts'
import { actionsOf, type UserDeed } from './user-actions.ts'
import { useUserColumns } from './user-columns.tsx'
import type { ListedUser } from './user.ts'
import { UserFilters, useUserFiltering } from './UserFilters.tsx'
import { useUserPages } from './use-user-pages.ts'

/** Loaded when it is first needed. */
const UserPanels = later(async () => (await import('./UserPanels.tsx')).UserPanels)

/** The users of the account, found by the server page by page. */
export function UsersTab() {
  const say = useSay(userMessages)
  const part = useSay(partMessages)
  const navigate = useNavigate()
  const filtering = useUserFiltering()
  const pages = useUserPages(filtering.fields)
  const panel = useDialog<{ readonly user: ListedUser; readonly deed: UserDeed }>()
  const columns = useUserColumns((user, deed) => panel.open({ user, deed }))
  const { isFiltered } = filtering
  return (
    <>
      <UserFilters filtering={filtering} total={pages.data?.total ?? null} />
      <Answered query={pages} intent={{ endpoint: 'searchUsers', input: {} }}>
        {({ rows, total }) => (
          <DataTable
            label={say('users')}
            columns={columns}
            rows={rows}
            idOf={({ id }) => id}
            nameOf={({ name }) => name}
            onOpen={(user) => void navigate({ to: principalPath('user', user.id) })}
            actionsOf={(user) => actionsOf(user, say, (deed) => panel.open({ user, deed }))}
            onMore={pages.onMore}
            isLoadingMore={pages.isLoadingMore}
            {...(total !== null && { total })}
            empty={
              <EmptyState icon="users" title={isFiltered ? part('nothingFound') : say('empty')}>
                {isFiltered ? part('nothingFoundHint') : say('emptyHint')}
              </EmptyState>
            }
          />
        )}
      </Answered>
      <UserPanels dialog={panel} />
    </>
  )
}
