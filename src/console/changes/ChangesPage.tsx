import { Button, Menu } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { showDone, showProblem } from '../calls/notices.ts'
import { readProblem } from '../calls/problem.ts'
import { call, keyOf } from '../calls/use-endpoint.ts'
import type { Entry, Names } from '../change-words/records.ts'
import { useWords } from '../change-words/use-words.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { PageHeader } from '../parts/PageHeader.tsx'
import { Answered } from '../parts/States.tsx'
import { ChangeDetails } from './ChangeDetails.tsx'
import { ChangeFilters } from './ChangeFilters.tsx'
import { ChangeTable } from './ChangeTable.tsx'
import { toCsv } from './csv.ts'
import { readAll, saveFile } from './export.ts'
import { changeLogMessages } from './messages.ts'
import { toWire, useChangeFilter, type ChangeFilter } from './use-change-filter.ts'

/** The change log: every change as a sentence, newest first; one of them whole in the panel at the side. */
export function ChangesPage() {
  const say = useSay(changeLogMessages)
  const filtering = useChangeFilter()
  const fields = toWire(filtering.filter)
  const [open, setOpen] = useState<Entry | null>(null)
  const query = useInfiniteQuery({
    queryKey: [...keyOf('listChanges', fields), 'log'],
    queryFn: ({ pageParam }) =>
      call('listChanges', { ...fields, limit: 50, ...(pageParam > 0 && { before: pageParam }) }),
    initialPageParam: 0,
    getNextPageParam: ({ next_before }) => next_before,
  })
  const names = Object.assign({}, ...(query.data?.pages ?? []).map((page) => page.names)) as Names
  return (
    <>
      <PageHeader
        title={say('title')}
        description={say('description')}
        actions={<ExportMenu filter={filtering.filter} isOpen={query.data !== undefined} />}
      />
      <ChangeFilters filtering={filtering} />
      <Answered query={query} intent={{ endpoint: 'listChanges', input: fields }}>
        {({ pages }) => (
          <ChangeTable
            entries={pages.flatMap(({ entries }) => entries)}
            names={names}
            isFiltered={filtering.isFiltered}
            onOpen={setOpen}
            onMore={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
            isLoadingMore={query.isFetchingNextPage}
          />
        )}
      </Answered>
      <ChangeDetails entry={open} names={names} onClose={() => setOpen(null)} />
    </>
  )
}

/** Hands out what the filters let through. */
function ExportMenu({ filter, isOpen }: { readonly filter: ChangeFilter; readonly isOpen: boolean }) {
  const say = useSay(changeLogMessages)
  const words = useWords()
  const [isBusy, setBusy] = useState(false)
  if (!isOpen) return null
  const save = async (type: 'csv' | 'json'): Promise<void> => {
    setBusy(true)
    try {
      const { entries, names, isWhole } = await readAll(toWire(filter))
      const name = `changes-${new Date().toISOString().slice(0, 10)}.${type}`
      if (type === 'csv') saveFile(name, 'text/csv', toCsv(entries, names, words))
      else saveFile(name, 'application/json', JSON.stringify({ entries, names }, null, 2))
      showDone(say(isWhole ? 'exported' : 'exportedPart', { count: entries.length }))
    } catch (error) {
      showProblem(readProblem(error))
    }
    setBusy(false)
  }
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" loading={isBusy} rightSection={<Icon name="down" size={14} />}>
          {say('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save('csv')}>{say('exportCsv')}</Menu.Item>
        <Menu.Item onClick={() => void save('json')}>{say('exportJson')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
