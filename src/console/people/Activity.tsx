import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CallFields, CallReply } from '../../api/client.ts'
import { call, keyOf } from '../calls/use-endpoint.ts'
import { onlyAbout, type Entry, type Names } from '../change-words/records.ts'
import { authorOf, deedsOf } from '../change-words/sentences.ts'
import { useWords } from '../change-words/use-words.ts'
import { useSay } from '../language/messages.ts'
import { Answered, EmptyState } from '../parts/States.tsx'
import { peopleMessages } from './messages.ts'
import { Moment } from './Moment.tsx'
import { Section } from './Section.tsx'

type Principal = CallReply<'getPrincipal'>

const nouns = { user: 'user', group: 'group', apiKey: 'api_key', provisioningKey: 'account_key' } as const

/** What was changed about a principal, and what it changed itself; newest first. */
export function Activity({ principal: { type, id } }: { readonly principal: Principal }) {
  const say = useSay(peopleMessages)
  const [view, setView] = useState<View>('about')
  const noun = nouns[type]
  const fields: CallFields<'listChanges'> =
    view === 'by' ? { by_type: noun, by_id: id } : { about_noun: noun, about_id: id }
  const query = useInfiniteQuery({
    queryKey: [...keyOf('listChanges', fields), 'pages'],
    queryFn: ({ pageParam }) =>
      call('listChanges', { ...fields, limit: 20, ...(pageParam > 0 && { before: pageParam }) }),
    initialPageParam: 0,
    getNextPageParam: ({ next_before }) => next_before,
  })
  return (
    <Section
      title={say('activity')}
      actions={type === 'group' ? null : <ViewControl isPerson={type === 'user'} view={view} onView={setView} />}
    >
      <div className="console-sheet">
        <Answered query={query} intent={{ endpoint: 'listChanges', input: fields }}>
          {({ pages }) => (
            <Entries
              aboutId={view === 'about' ? id : null}
              entries={pages.flatMap(({ entries }) => entries)}
              names={Object.assign({}, ...pages.map(({ names }) => names)) as Names}
            />
          )}
        </Answered>
        {query.hasNextPage && (
          <Group justify="center" p="sm">
            <Button
              variant="default"
              size="xs"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {say('loadMore')}
            </Button>
          </Group>
        )}
      </div>
    </Section>
  )
}

type View = 'about' | 'by'

function ViewControl({
  isPerson,
  view,
  onView,
}: {
  readonly isPerson: boolean
  readonly view: View
  readonly onView: (view: View) => void
}) {
  const say = useSay(peopleMessages)
  return (
    <SegmentedControl
      size="xs"
      aria-label={say('activity')}
      value={view}
      onChange={(next) => onView(next === 'by' ? 'by' : 'about')}
      data={[
        { value: 'about', label: say(isPerson ? 'aboutThem' : 'about') },
        { value: 'by', label: say(isPerson ? 'byThem' : 'by') },
      ]}
    />
  )
}

function Entries({
  aboutId,
  entries,
  names,
}: {
  /** Null: every record that was changed is named; else those that speak of it. */
  readonly aboutId: string | null
  readonly entries: readonly Entry[]
  readonly names: Names
}) {
  const words = useWords()
  const say = useSay(peopleMessages)
  if (entries.length === 0) return <EmptyState icon="log" title={say('noActivity')} />
  return (
    <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {entries.map((entry) => (
        <li key={entry.revision} style={{ padding: '10px 16px', borderBottom: '1px solid var(--console-line)' }}>
          <Group justify="space-between" wrap="nowrap" align="flex-start" gap="md">
            <Stack gap={2} style={{ minWidth: 0 }}>
              <Text size="sm" component="span" style={{ overflowWrap: 'anywhere' }}>
                <strong style={{ fontWeight: 600 }}>{authorOf(entry, names, words)}</strong>{' '}
                {deedsOf(aboutId === null ? entry : onlyAbout(entry, aboutId), names, words).join(', ')}
              </Text>
            </Stack>
            <Moment at={entry.at} />
          </Group>
        </li>
      ))}
    </ol>
  )
}
