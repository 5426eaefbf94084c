/** A stretch of an order, the end not included. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** Joins ranges that touch or overlap. @returns in order, apart from each other */
export function merge(ranges: readonly Range[]): readonly Range[] {
  const merged: { start: number; end: number }[] = []
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (start >= end) continue
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

/** What is left of some ranges without others; of either, those that {@link merge} gives. @returns as it does */
export function without(ranges: readonly Range[], others: readonly Range[]): readonly Range[] {
  if (ranges.length === 0 || others.length === 0) return ranges
  const left: Range[] = []
  let next = 0
  for (const { start, end } of ranges) {
    let from = start
    while ((others[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++
    for (let at = next; ; at++) {
      const other = others[at]
      if (other === undefined || other.start >= end) break
      if (other.start > from) left.push({ start: from, end: other.start })
      from = Math.max(from, other.end)
    }
    if (from < end) left.push({ start: from, end })
  }
  return left
}

/** How many positions some ranges have, which lie apart from each other. */
export const lengthOf = (ranges: readonly Range[]): number =>
  ranges.reduce((sum, { start, end }) => sum + end - start, 0)
