import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useSay, type Say } from '../language/messages.ts'
import { DataTable, type Column } from '../parts/DataTable.tsx'
import { partMessages } from '../parts/messages.ts'
import { EmptyState } from '../parts/States.tsx'
import { principalPath } from '../people/address.ts'
import { Moment } from '../people/Moment.tsx'
import type { Entry, Names } from '../change-words/records.ts'
import { authorOf, deedsOf } from '../change-words/sentences.ts'
import { useWords, type Words } from '../change-words/use-words.ts'
import { changeLogMessages, operationTexts } from './messages.ts'

/** The entries of the change log as sentences. */
export function ChangeTable({
  entries,
  names,
  isFiltered,
  onOpen,
  onMore,
  isLoadingMore,
}: {
  readonly entries: readonly Entry[]
  readonly names: Names
  readonly isFiltered: boolean
  readonly onOpen: (entry: Entry) => void
  /** Absent: all are here. */
  readonly onMore: (() => void) | undefined
  readonly isLoadingMore: boolean
}) {
  const say = useSay(changeLogMessages)
  const part = useSay(partMessages)
  const words = useWords()
  const kinds = useSay(operationTexts)
  const hint = onMore === undefined ? part('nothingFoundHint') : say('loadedNone')
  return (
    <>
      <DataTable
        label={say('title')}
        columns={columnsOf({ say, kinds, words }, names)}
        rows={entries}
        idOf={({ revision }) => String(revision)}
        nameOf={({ revision }) => say('details', { revision })}
        onOpen={onOpen}
        empty={
          <EmptyState icon="log" title={isFiltered ? part('nothingFound') : say('empty')}>
            {isFiltered ? hint : null}
          </EmptyState>
        }
        onMore={onMore}
        isLoadingMore={isLoadingMore}
      />
    </>
  )
}

interface Sayings {
  readonly say: Say<keyof typeof changeLogMessages.texts>
  readonly kinds: Say<keyof typeof operationTexts.texts>
  readonly words: Words
}

const columnsOf = ({ say, kinds, words }: Sayings, names: Names): readonly Column<Entry>[] => [
  {
    id: 'what',
    head: say('what'),
    show: (entry) => (
      <Text size="sm" component="span" style={{ overflowWrap: 'anywhere' }}>
        <Author entry={entry} name={authorOf(entry, names, words)} /> {deedsOf(entry, names, words).join(', ')}
      </Text>
    ),
  },
  {
    id: 'operation',
    head: say('operation'),
    width: '190px',
    isMinor: true,
    show: ({ operation }) => (
      <Text size="sm" component="span" className="console-quiet">
        {kindOf(operation, kinds)}
      </Text>
    ),
  },
  { id: 'when', isPlain: true, head: say('when'), width: '140px', show: ({ at }) => <Moment at={at} /> },
]

/** What the filter calls an operation; of one that came with a newer server, its own name. */
function kindOf(operation: string, kinds: Sayings['kinds']): string {
  const [noun = ''] = operation.split('.')
  return isKind(noun) ? kinds(noun) : operation
}

const isKind = (noun: string): noun is keyof typeof operationTexts.texts => Object.hasOwn(operationTexts.texts, noun)

const pageTypes = { user: 'user', group: 'group', api_key: 'apiKey', account_key: 'provisioningKey' } as const

/** Who did it leads to their page; the operator and presets have none. */
function Author({ entry: { by }, name }: { readonly entry: Entry; readonly name: string }) {
  const type = by.type === 'operator' || by.type === 'preset' ? null : pageTypes[by.type]
  if (type === null) return <strong style={{ fontWeight: 600 }}>{name}</strong>
  return (
    <Link to={principalPath(type, by.id)} className="console-name">
      {name}
    </Link>
  )
}
