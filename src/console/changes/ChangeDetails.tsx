import { Badge, Group, Stack, Table, Text } from '@mantine/core'
import { changedFields, type Change, type Entry, type Names } from '../change-words/records.ts'
import { sentenceOf } from '../change-words/sentences.ts'
import { useWords } from '../change-words/use-words.ts'
import { useSay } from '../language/messages.ts'
import { DetailsPanel } from '../parts/Panels.tsx'
import { inWords as dateInWords } from '../people/Moment.tsx'
import { ListCell, ValueCell } from './ChangeCells.tsx'
import { changeLogMessages } from './messages.ts'

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
  const words = useWords()
  const title = entry === null ? '' : say('details', { revision: entry.revision })
  return (
    <DetailsPanel isOpen={entry !== null} onClose={onClose} title={title}>
      {entry !== null && (
        <Stack gap="md">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {sentenceOf(entry, names, words)}
          </Text>
          <Group gap="md">
            <Text size="xs" className="console-quiet">
              {dateInWords(entry.at)}
            </Text>
            <Text size="xs" className="console-quiet">
              {say('operationId')} {entry.operation}
            </Text>
            {entry.request_id !== null && (
              <Text size="xs" className="console-quiet" style={{ overflowWrap: 'anywhere' }}>
                {say('requestId')} {entry.request_id}
              </Text>
            )}
          </Group>
          {entry.changes.slice(0, mostShown).map((change, position) => (
            <Record key={position} change={change} names={names} />
          ))}
          {entry.changes.length > mostShown && (
            <Text size="sm" className="console-quiet">
              {say('moreRecords', { count: entry.changes.length - mostShown })}
            </Text>
          )}
        </Stack>
      )}
    </DetailsPanel>
  )
}

/** A deletion may take thousands of records with it. */
const mostShown = 50

function Record({ change, names }: { readonly change: Change; readonly names: Names }) {
  const say = useSay(changeLogMessages)
  const words = useWords()
  const { noun, before, after } = change
  const fields = changedFields(before ?? {}, after ?? {}).filter((field) => field !== 'accountId')
  const kind = before === null ? 'made' : after === null ? 'removed' : 'changed'
  const color = { made: 'teal', removed: 'red', changed: 'ink' }[kind]
  return (
    <section className="console-sheet" style={{ padding: '10px 14px' }}>
      <Group gap={8} mb={6}>
        <Text size="sm" fw={600} className="console-first">
          {words.noun(noun)}
        </Text>
        <Badge color={color}>{say(kind)}</Badge>
      </Group>
      <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={words.noun(noun)}>
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
                  <span className="console-first console-quiet">{words.field(field)}</span>
                </Table.Td>
                <Cells change={change} field={field} names={names} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  )
}

/** What a field was, and what it is; of a list, what came and what went. */
function Cells({
  change: { before, after },
  field,
  names,
}: {
  readonly change: Change
  readonly field: string
  readonly names: Names
}) {
  const [old, now] = [before?.[field], after?.[field]]
  if (Array.isArray(old) && Array.isArray(now)) {
    return (
      <>
        <ListCell side="before" lists={[old, now]} field={field} names={names} />
        <ListCell side="after" lists={[old, now]} field={field} names={names} />
      </>
    )
  }
  return (
    <>
      {before !== null && <ValueCell value={old} field={field} names={names} />}
      {after !== null && <ValueCell value={now} field={field} names={names} />}
    </>
  )
}
