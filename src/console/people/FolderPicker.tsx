import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useSession } from '../calls/session.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { folderExpression } from './folder-expression.ts'
import { peopleMessages } from './messages.ts'

/** How many are offered at once; more words find the others. */
const offered = 20

/** Finds one folder of an environment, among any number, by its name or path; the top of the library is one, too. */
export function FolderPicker({
  environmentId,
  folderId,
  onFolder,
}: {
  readonly environmentId: string
  /** Empty: the top of the library. */
  readonly folderId: string
  readonly onFolder: (folderId: string) => void
}) {
  const say = useSay(peopleMessages)
  const { environments } = useSession()
  const cloudName = environments.find(({ id }) => id === environmentId)?.cloud_name
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<{ readonly id: string; readonly path: string } | null>(null)
  const [sought] = useDebouncedValue(text.trim(), 200)
  const isSearching = sought !== '' && sought !== chosen?.path && sought !== say('anywhere')
  const { data } = useEndpoint(
    'searchFolders',
    {
      cloud_name: cloudName ?? '',
      expression: isSearching ? folderExpression(sought) : '',
      max_results: offered,
    },
    { isWanted: cloudName !== undefined, keepsOld: true },
  )
  const found = (data?.folders ?? [])
    .map(({ external_id, path }) => ({ id: external_id, path }))
    .sort((one, other) => one.path.localeCompare(other.path))
  const shown = chosen === null || found.some(({ id }) => id === chosen.id) ? found : [chosen, ...found]
  const choose = (id: string): void => {
    setChosen(shown.find((one) => one.id === id) ?? null)
    onFolder(id === top ? '' : id)
  }
  return (
    <Select
      aria-label={say('whichFolder')}
      data={[{ value: top, label: say('anywhere') }, ...shown.map(({ id, path }) => ({ value: id, label: path }))]}
      value={folderId === '' ? top : folderId}
      onChange={(id) => choose(id ?? top)}
      allowDeselect={false}
      searchable
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={say('noFolders')}
      comboboxProps={{ withinPortal: true, shadow: 'md' }}
    />
  )
}

/** Stands for the top of the library among ids. */
const top = '/'
