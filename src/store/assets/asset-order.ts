import { sql } from 'kysely'
import type { AssetOrder } from '../../domain/asset-condition.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { AssetPosition } from '../library.ts'
import type { Cell, Clause } from '../row.ts'
import { allOf, anyOf } from '../row.ts'
import { placeOf } from './asset-fields.ts'

const idColumn = sql.ref('assets.id')

/** One step of an order, the id at the end included. */
interface Step {
  readonly expression: Clause
  readonly isDescending: boolean
  /** Never without a value, as the columns of indexes. */
  readonly isAlways: boolean
}

const stepsOf = (order: readonly AssetOrder[]): readonly Step[] => [
  ...order.map(({ field, isDescending }): Step => {
    const place = placeOf(field)
    return { expression: place.expression, isDescending, isAlways: place.isIndexed === true }
  }),
  { expression: idColumn, isDescending: order[0]?.isDescending ?? false, isAlways: true },
]

/** The position of an asset in an order. */
export const positionOf = (asset: AssetRecord, order: readonly AssetOrder[]): AssetPosition => ({
  values: order.map(({ field }) => placeOf(field).cellOf(asset)),
  id: asset.id,
})

/** What follows `order by`: assets that lack a value come last in either direction. */
export const orderClause = (order: readonly AssetOrder[]): Clause =>
  sql.join(
    stepsOf(order).map(({ expression, isDescending, isAlways }) => {
      const direction = isDescending ? sql`desc` : sql`asc`
      return isAlways
        ? sql`${expression} ${direction}`
        : sql`case when ${expression} is null then 1 else 0 end, ${expression} ${direction}`
    }),
  )

/** The assets after a position in an order. */
export function afterClause(order: readonly AssetOrder[], { values, id }: AssetPosition): Clause {
  const steps = stepsOf(order)
  const cells: readonly Cell[] = [...values, id]
  if (isIndexOrder(order)) return beyond(order, { values, id }, false)
  return anyOf(
    steps.map((step, position) => {
      const same = steps.slice(0, position).map((one, index) => isSame(one, cells[index] ?? null))
      return sql`(${allOf([...same, isBeyond(step, cells[position] ?? null)])})`
    }),
  )
}

/** Tells whether an index gives assets in this order; without any step, the one of ids does. */
export const isIndexOrder = ([step, ...others]: readonly AssetOrder[]): boolean =>
  others.length === 0 && (step === undefined || placeOf(step.field).isIndexed === true)

/** What the index of an order begins with: the value of its step, if it has one, then the id. */
export const indexColumns = (order: readonly AssetOrder[]): readonly Clause[] =>
  stepsOf(order).map(({ expression }) => expression)

/** The assets after a position in the order of an index, or up to it and at it. */
export function beyond(order: readonly AssetOrder[], { values, id }: AssetPosition, isUpTo: boolean): Clause {
  const isDescending = order[0]?.isDescending ?? false
  const tuple = sql`(${sql.join(indexColumns(order))})`
  const position = sql`(${sql.join([...values, id])})`
  if (isUpTo) return isDescending ? sql`${tuple} >= ${position}` : sql`${tuple} <= ${position}`
  return isDescending ? sql`${tuple} < ${position}` : sql`${tuple} > ${position}`
}

const isSame = ({ expression }: Step, cell: Cell): Clause =>
  cell === null ? sql`${expression} is null` : sql`${expression} = ${cell}`

function isBeyond({ expression, isDescending, isAlways }: Step, cell: Cell): Clause {
  if (cell === null) return sql`1 = 0`
  const isFurther = isDescending ? sql`${expression} < ${cell}` : sql`${expression} > ${cell}`
  return isAlways ? isFurther : sql`(${isFurther} or ${expression} is null)`
}
