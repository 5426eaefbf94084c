import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { Answered } from '../parts/States.tsx'
import { offeredTasks, withIds, type RoleDraft, type TaskTable } from './draft.ts'
import { roleMessages } from './messages.ts'
import { PermissionPicker } from './PermissionPicker.tsx'
import type { RoleTab } from './role.ts'
import { RoleSummary } from './RoleSummary.tsx'
import { TaskPresets } from './TaskPresets.tsx'
import { useAvailable } from './use-available.ts'

/** What a role permits: by tasks, one by one, and said in words. */
export function RolePermissions({
  tab,
  draft,
  onDraft,
}: {
  readonly tab: RoleTab
  readonly draft: RoleDraft
  readonly onDraft: (part: Partial<RoleDraft>) => void
}) {
  const { query, available = [] } = useAvailable(tab, draft.level)
  const table = useEndpoint('listTasks', {})
  const choose = (permissionIds: ReadonlySet<string>): void => onDraft({ permissionIds })
  const chosen = draft.permissionIds
  return (
    <Answered query={table}>
      {(tasks) => (
        <Answered query={query}>
          {() => {
            const offered = offeredTasks(chosen, available, tasks, tab)
            return (
              <>
                {tab !== 'global' && <LibraryNotice table={tasks} />}
                <TaskPresets
                  tasks={offered}
                  onTask={({ permissionIds, isDone }) => choose(withIds(chosen, permissionIds, !isDone))}
                />
                <PermissionPicker available={available} chosen={chosen} table={tasks} onChosen={choose} />
                <RoleSummary tab={tab} available={available} chosen={chosen} table={tasks} />
              </>
            )
          }}
        </Answered>
      )}
    </Answered>
  )
}

/** Content roles do nothing for somebody to whom the Media Library is closed; says what opens it, by the catalogue. */
function LibraryNotice({ table }: { readonly table: TaskTable }) {
  const say = useSay(roleMessages)
  const catalogue = useEndpoint('getSystemRolesAndPoliciesCatalog', {})
  if (catalogue.data === undefined) return null
  const { system_policies, system_roles } = catalogue.data.catalog
  const opening = new Set(table.library_policy_ids)
  const names = system_policies.filter(({ id }) => opening.has(id)).map(({ name }) => name)
  const roles = system_roles
    .filter(({ system_policy_ids }) => system_policy_ids.some((id) => opening.has(id)))
    .toSorted((one, other) => one.system_policy_ids.length - other.system_policy_ids.length)
  const [smallest] = roles
  return (
    <Notice tone="info">{say('libraryNeeded', { permission: names.join(', '), role: smallest?.name ?? '' })}</Notice>
  )
}
