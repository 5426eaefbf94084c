import { Button, Center, Table } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { useSay } from '../language/messages.ts'
import classes from './DataTable.module.css'
import { partMessages } from './messages.ts'
import { RowMenu, type RowAction } from './RowMenu.tsx'

/** One column. */
export interface Column<Row> {
  readonly id: string
  readonly head: string
  readonly show: (row: Row) => ReactNode
  /** In CSS; absent: what is left over. */
  readonly width?: string
  /** Rows are ordered by it when the head is pressed; absent: they can't be. */
  readonly orderBy?: (row: Row) => string | number
  /** Left out where there is no room. */
  readonly isMinor?: boolean
  /** Says by itself what it is: on a telephone it stands without its head. */
  readonly isPlain?: boolean
}

/** What a table shows. */
export interface DataTableProps<Row> {
  /** Says what the table holds, to screen readers. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly idOf: (row: Row) => string
  /** What a row is called, for its menu. */
  readonly nameOf: (row: Row) => string
  /** Opens a row: by a press on it, or Enter. */
  readonly onOpen?: (row: Row) => void
  readonly actionsOf?: (row: Row) => readonly RowAction[]
  /** In the place of rows when there are none. */
  readonly empty: ReactNode
  /** Asks for the next page; absent: all are here. */
  readonly onMore?: (() => void) | undefined
  readonly isLoadingMore?: boolean
  /** How many there are, where the server says so; else how many are here. */
  readonly total?: number
  /** Present where the server orders, as it must of a list that isn't all here; else the table orders itself. */
  readonly ordering?: Ordering
}

const rowHeight = 45
/** So many rows are drawn without being seen, above and below. */
const overscan = 12

/**
 * A table of any length: only the rows in sight are drawn. Arrow keys, Home and End go from row to row, Enter opens, the
 * menu key or M opens a row's menu.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, empty, onMore, isLoadingMore = false, ordering } = props
  const [ownOrder, setOwnOrder] = useState<Order | null>(null)
  const { order, onOrder } = ordering ?? { order: ownOrder, onOrder: setOwnOrder }
  const sorted = ordering === undefined ? sortedBy(rows, columns, order) : rows
  const say = useSay(partMessages)
  if (rows.length === 0) return <div className="console-sheet">{empty}</div>
  return (
    <div className="console-sheet">
      <Body {...props} rows={sorted} order={order} onOrder={onOrder} />
      {onMore !== undefined && (
        <Center p="sm">
          <Button variant="default" onClick={onMore} loading={isLoadingMore}>
            {say('loadMore')}
          </Button>
        </Center>
      )}
    </div>
  )
}

/** By which column a table is ordered. */
export interface Order {
  readonly columnId: string
  readonly isDescending: boolean
}

/** An order that the server makes, and what changes it. */
export interface Ordering {
  readonly order: Order | null
  readonly onOrder: (order: Order) => void
}

interface BodyProps<Row> extends DataTableProps<Row> {
  readonly order: Order | null
  readonly onOrder: (order: Order) => void
}

function Body<Row>(props: BodyProps<Row>) {
  const { label, columns, rows, idOf, actionsOf, total, onMore, isLoadingMore = false } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(0)
  // The virtualizer hands out functions that change with every scroll; the compiler of React leaves this component alone.
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoized
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    measureElement: (element) => element.getBoundingClientRect().height,
  })
  const items = virtualizer.getVirtualItems()
  const isNearEnd = (virtualizer.scrollOffset ?? 0) > 0 && (items.at(-1)?.index ?? 0) >= rows.length - 1
  useMore(isNearEnd && !isLoadingMore, onMore)
  useOneRowInOrder(scroller)
  const before = items[0]?.start ?? 0
  // Whoever scrolled the current row away comes back to what is in sight.
  const stop = items.some(({ index }) => index === current) ? current : (virtualizer.range?.startIndex ?? 0)
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
  const goTo = (position: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, position))
    setCurrent(next)
    // A row that is far away is drawn first.
    if (focusRow(scroller.current, next)) return
    virtualizer.scrollToIndex(next)
    requestAnimationFrame(() => focusRow(scroller.current, next))
  }
  const columnCount = columns.length + (actionsOf === undefined ? 0 : 1)
  return (
    <div ref={scroller} className={classes.scroller}>
      <Table aria-label={label} aria-rowcount={(total ?? rows.length) + 1} className={classes.table ?? ''}>
        <Head {...props} />
        <Table.Tbody>
          <Gap height={before} columnCount={columnCount} />
          {items.map(({ index }) => {
            const row = rows[index]
            if (row === undefined) return null
            const place = { index, isCurrent: index === stop, goTo, onFocus: () => setCurrent(index) }
            return <Line key={idOf(row)} {...props} row={row} {...place} measure={virtualizer.measureElement} />
          })}
          <Gap height={after} columnCount={columnCount} />
        </Table.Tbody>
      </Table>
    </div>
  )
}

/** Whoever comes near the end of what is here gets more; the button stays for who goes there by keyboard. */
function useMore(isWanted: boolean, onMore: (() => void) | undefined): void {
  useEffect(() => {
    if (isWanted) onMore?.()
  }, [isWanted, onMore])
}

/** Puts the focus on a row, where it is drawn; says whether it is. */
function focusRow(scroller: HTMLElement | null, index: number): boolean {
  const row = scroller?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null
  row?.focus()
  return row !== null
}

/** One row is in the order of the keyboard, and its controls: nobody walks through the controls of every row. */
function useOneRowInOrder(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    for (const control of scroller.current?.querySelectorAll<HTMLElement>(`tr[role] :is(${controls})`) ?? []) {
      control.tabIndex = control.closest('tr')?.tabIndex ?? 0
    }
  })
}

function Gap({ height, columnCount }: { readonly height: number; readonly columnCount: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden="true">
      <td colSpan={columnCount} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}

function Head<Row>({ columns, actionsOf, order, onOrder }: BodyProps<Row>) {
  return (
    <Table.Thead>
      <Table.Tr>
        {columns.map(({ id, head, width, orderBy, isMinor = false }) => {
          const isOrdered = order?.columnId === id
          const direction = isOrdered ? (order.isDescending ? 'descending' : 'ascending') : undefined
          return (
            <Table.Th key={id} w={width} aria-sort={direction} data-minor={isMinor || undefined}>
              {orderBy === undefined ? (
                head
              ) : (
                <button
                  type="button"
                  className={classes.order}
                  onClick={() => onOrder({ columnId: id, isDescending: isOrdered && !order.isDescending })}
                >
                  {head}
                  <span aria-hidden="true">{isOrdered ? (order.isDescending ? '↓' : '↑') : ''}</span>
                </button>
              )}
            </Table.Th>
          )
        })}
        {actionsOf !== undefined && <Table.Th w={52} aria-label=" " />}
      </Table.Tr>
    </Table.Thead>
  )
}

interface LineProps<Row> extends DataTableProps<Row> {
  readonly row: Row
  readonly index: number
  readonly isCurrent: boolean
  readonly goTo: (position: number) => void
  readonly onFocus: () => void
  readonly measure: (element: HTMLElement | null) => void
}

function Line<Row>(props: LineProps<Row>) {
  const { row, columns, index, isCurrent, goTo, onFocus, measure, nameOf, onOpen, actionsOf } = props
  const open = (): void => onOpen?.(row)
  return (
    <Table.Tr
      ref={measure}
      role="row"
      data-index={index}
      data-opens={onOpen !== undefined || undefined}
      aria-rowindex={index + 2}
      tabIndex={isCurrent ? 0 : -1}
      className={classes.row ?? ''}
      onFocus={onFocus}
      onKeyDown={(event) => onRowKey(event, { index, goTo, open })}
      onClick={(event) => {
        if (!isInControl(event.target)) open()
      }}
    >
      {columns.map(({ id, head, show, isMinor = false, isPlain = false }) => (
        <Table.Td
          key={id}
          role="cell"
          data-head={head}
          data-minor={isMinor || undefined}
          data-plain={isPlain || undefined}
        >
          {show(row)}
        </Table.Td>
      ))}
      {actionsOf !== undefined && (
        <Table.Td role="cell" data-menu>
          <RowMenu name={nameOf(row)} actions={actionsOf(row)} />
        </Table.Td>
      )}
    </Table.Tr>
  )
}

const controls = 'a, button, input'

const isInControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest(`${controls}, [role="menuitem"]`) !== null

function onRowKey(
  event: KeyboardEvent<HTMLTableRowElement>,
  {
    index,
    goTo,
    open,
  }: { readonly index: number; readonly goTo: (position: number) => void; readonly open: () => void },
): void {
  if (event.target !== event.currentTarget) return
  const menu = event.currentTarget.querySelector<HTMLElement>('[data-row-menu]')
  // Opened while the key is still on its way, a menu that was open before would take it for its own, and close again.
  const openMenu = (): void => void requestAnimationFrame(() => menu?.click())
  const deeds: Readonly<Record<string, () => void>> = {
    ArrowDown: () => goTo(index + 1),
    ArrowUp: () => goTo(index - 1),
    PageDown: () => goTo(index + 10),
    PageUp: () => goTo(index - 10),
    Home: () => goTo(0),
    End: () => goTo(Number.MAX_SAFE_INTEGER),
    Enter: open,
    ContextMenu: openMenu,
    m: openMenu,
  }
  const deed = deeds[event.key]
  if (deed === undefined || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  deed()
}

function sortedBy<Row>(rows: readonly Row[], columns: readonly Column<Row>[], order: Order | null): readonly Row[] {
  const orderBy = columns.find(({ id }) => id === order?.columnId)?.orderBy
  if (orderBy === undefined || order === null) return rows
  const sign = order.isDescending ? -1 : 1
  return rows.toSorted((one, other) => {
    const [a, b] = [orderBy(one), orderBy(other)]
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)))
  })
}
