import { Code, Table } from '@mantine/core'
import type { Names } from '../change-words/records.ts'
import { useWords } from '../change-words/use-words.ts'
import { listChange, valueInWords } from '../change-words/values.ts'
import { inWords } from '../people/Moment.tsx'

interface Shown {
  readonly field: string
  readonly names: Names
}

const anywhere = { overflowWrap: 'anywhere' } as const

/** What a field is: a list item by item. */
export function ValueCell({ value, field, names }: Shown & { readonly value: unknown }) {
  if (!Array.isArray(value) || value.length === 0) {
    return (
      <Table.Td style={anywhere}>
        <Value value={Array.isArray(value) ? {} : value} field={field} names={names} />
      </Table.Td>
    )
  }
  return (
    <Table.Td style={anywhere}>
      <Items items={value} sign="" field={field} names={names} />
    </Table.Td>
  )
}

/** Of a list that changed, what went on the one side, what came on the other. */
export function ListCell({
  side,
  lists: [old, now],
  field,
  names,
}: Shown & { readonly side: 'before' | 'after'; readonly lists: readonly [readonly unknown[], readonly unknown[]] }) {
  const { value: say } = useWords()
  const { added, removed, kept } = listChange(old, now)
  const items = side === 'before' ? removed : added
  return (
    <Table.Td style={anywhere}>
      {kept > 0 && <span className="console-quiet">{say('unchanged', { count: kept })}</span>}
      {kept === 0 && items.length === 0 && <span className="console-quiet">{say('none')}</span>}
      <Items items={items} sign={side === 'before' ? '−' : '+'} field={field} names={names} />
    </Table.Td>
  )
}

function Items({ items, sign, field, names }: Shown & { readonly items: readonly unknown[]; readonly sign: string }) {
  if (items.length === 0) return null
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {items.map((item, position) => (
        <li key={position}>
          {sign !== '' && <span className="console-quiet">{sign} </span>}
          <Value value={item} field={field} names={names} />
        </li>
      ))}
    </ul>
  )
}

function Value({ value, field, names }: Shown & { readonly value: unknown }) {
  const words = useWords()
  const at = (instant: number): string => inWords(new Date(instant).toISOString())
  const { text, code } = valueInWords(field, value, { names, words, at })
  return (
    <>
      {text}
      {text !== '' && code !== undefined && ' '}
      {code !== undefined && <Code>{code}</Code>}
    </>
  )
}
