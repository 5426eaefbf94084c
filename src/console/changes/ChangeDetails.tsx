import { Badge, Code, Group, Stack, Table, Text } from '@mantine/core'
import { useSay, type Say } from '../language/messages.ts'
import { DetailsPanel } from '../parts/Panels.tsx'
import { inWords as dateInWords } from '../people/Moment.tsx'
import { changeLogMessages, deedTexts } from './messages.ts'
import { changedFields, inWords, nounInWords, sentenceOf, type Entry, type Names } from './sentences.ts'

type Change = Entry['changes'][number]
type LogSay = Say<keyof typeof changeLogMessages.texts>

/** One entry whole: every record before and after. */
export function ChangeDetails({
  entry,
  names,
  onClose,
}: {
  readonly entry: Entry | null
  readonly names: Names
  readonly onClose: () => void
}) {
  const say = useSay(changeLogMessages)
  const deeds = useSay(deedTexts)
  const title = entry === null ? '' : say('details', { revision: entry.revision })
  return (
    <DetailsPanel isOpen={entry !== null} onClose={onClose} title={title}>
      {entry !== null && (
        <Stack gap="md">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {sentenceOf(entry, names, deeds)}
          </Text>
          <Group gap="md">
            <Text size="xs" className="console-quiet">
              {dateInWords(entry.at)}
            </Text>
            <Text size="xs" className="console-quiet">
              {entry.operation}
            </Text>
            {entry.request_id !== null && (
              <Text size="xs" className="console-quiet" style={{ overflowWrap: 'anywhere' }}>
                {say('requestId')} {entry.request_id}
              </Text>
            )}
          </Group>
          {entry.changes.slice(0, mostShown).map((change, position) => (
            <Record key={position} change={change} names={names} say={say} />
          ))}
        </Stack>
      )}
    </DetailsPanel>
  )
}

/** A deletion may take thousands of records with it. */
const mostShown = 50

function Record({ change, names, say }: { readonly change: Change; readonly names: Names; readonly say: LogSay }) {
  const deeds = useSay(deedTexts)
  const { noun, before, after } = change
  const fields = changedFields(before ?? {}, after ?? {}).filter((field) => field !== 'accountId')
  const kind = before === null ? 'made' : after === null ? 'removed' : 'changed'
  const color = { made: 'teal', removed: 'red', changed: 'ink' }[kind]
  return (
    <section className="console-sheet" style={{ padding: '10px 14px' }}>
      <Group gap={8} mb={6}>
        <Text size="sm" fw={600} className="console-first">
          {nounInWords(noun, deeds)}
        </Text>
        <Badge color={color}>{say(kind)}</Badge>
      </Group>
      <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={noun}>
        <Table verticalSpacing={6} horizontalSpacing={8} fz="sm" className="console-facts">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('field')}</Table.Th>
              {before !== null && <Table.Th>{say('before')}</Table.Th>}
              {after !== null && <Table.Th>{say('after')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((field) => (
              <Table.Tr key={field}>
                <Table.Td>
                  <span className="console-first console-quiet">{inWords(field)}</span>
                </Table.Td>
                {before !== null && <Cell value={before[field]} field={field} names={names} say={say} />}
                {after !== null && <Cell value={after[field]} field={field} names={names} say={say} />}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  )
}

interface CellProps {
  readonly value: unknown
  readonly field: string
  readonly names: Names
  readonly say: LogSay
}

/** What an id is called stands beside it; instants are dates. */
function Cell({ value, field, names, say }: CellProps) {
  const noun = field.replace(/Id$/, '')
  const name = typeof value === 'string' ? names[`${noun}:${value}`] : undefined
  if (value === null || value === undefined) return <Table.Td>{say('absent')}</Table.Td>
  if (typeof value === 'boolean') return <Table.Td>{say(value ? 'yes' : 'no')}</Table.Td>
  if (typeof value === 'number' && field.endsWith('At')) {
    return <Table.Td>{dateInWords(new Date(value).toISOString())}</Table.Td>
  }
  return (
    <Table.Td style={{ overflowWrap: 'anywhere' }}>
      {name !== undefined && `${name} `}
      <Code>{typeof value === 'string' ? value : JSON.stringify(value)}</Code>
    </Table.Td>
  )
}
