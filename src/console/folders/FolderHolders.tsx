import { Group } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { CallReply } from '../../api/client.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay, type Say } from '../language/messages.ts'
import { PrincipalChip } from '../parts/Chips.tsx'
import { DataTable, type Column } from '../parts/DataTable.tsx'
import { EmptyState } from '../parts/States.tsx'
import { principalPath, rolePath } from '../people/address.ts'
import { folderMessages } from './messages.ts'

type Holder = CallReply<'getFolderRoles'>['shared_with'][number]
type FolderSay = Say<keyof typeof folderMessages.texts>

/** Who has roles on a folder, and from which folder they come. */
export function FolderHolders({
  folderId,
  pathById,
  holders,
}: {
  readonly folderId: string
  /** Of the folders above. */
  readonly pathById: ReadonlyMap<string, string>
  readonly holders: readonly Holder[]
}) {
  const say = useSay(folderMessages)
  const navigate = useNavigate()
  return (
    <DataTable
      label={say('holders')}
      columns={columnsOf(say, folderId, pathById)}
      rows={holders}
      idOf={({ type, id, folder_id }) => `${type} ${id} ${folder_id}`}
      nameOf={({ id }) => id}
      onOpen={({ type, id }) => void navigate({ to: principalPath(type, id) })}
      empty={
        <EmptyState icon="folder" title={say('nobody')}>
          {say('nobodyHint')}
        </EmptyState>
      }
    />
  )
}

const columnsOf = (
  say: FolderSay,
  folderId: string,
  pathById: ReadonlyMap<string, string>,
): readonly Column<Holder>[] => [
  { id: 'who', isPlain: true, head: say('who'), width: '34%', show: (holder) => <Who holder={holder} /> },
  { id: 'roles', head: say('roles'), show: ({ roles }) => <Roles roles={roles} /> },
  {
    id: 'from',
    head: say('from'),
    width: '32%',
    orderBy: ({ folder_id }) => pathById.get(folder_id) ?? '~',
    show: ({ folder_id }) =>
      folder_id === folderId ? say('here') : say('above', { path: pathById.get(folder_id) ?? folder_id }),
  },
]

/** The name, for those who may see it; else the id. Only rows in sight are drawn, so only theirs are asked for. */
function Who({ holder: { type, id } }: { readonly holder: Holder }) {
  const { data } = useEndpoint('getPrincipal', { type, id })
  return <PrincipalChip type={type} name={data?.name ?? id} to={principalPath(type, id)} />
}

function Roles({ roles }: Pick<Holder, 'roles'>) {
  return (
    <Group gap={8} component="span" display="inline-flex">
      {roles.map(({ id, name }) => (
        <Link key={id} to={rolePath(id)}>
          {name}
        </Link>
      ))}
    </Group>
  )
}
