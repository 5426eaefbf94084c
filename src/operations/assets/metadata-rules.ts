import type { MetadataFieldRecord } from '../../domain/library-records.ts'

/**
 * Tells whether a value satisfies the rule of its field: `greater_than` and `less_than` (with `equals`), `strlen` (with
 * `min` and `max`), `and` (with `rules`). A rule of a kind that isn't known is satisfied by nothing.
 *
 * @see https://cloudinary.com/documentation/metadata_api (read 2026-11-22), validating data
 */
export const isWithin = ({ validation }: Pick<MetadataFieldRecord, 'validation'>, value: string | number): boolean =>
  validation === null || validation === undefined || satisfies(validation, value)

function satisfies(rule: unknown, value: string | number): boolean {
  if (typeof rule !== 'object' || rule === null) return false
  const { type, value: bound, equals, min, max, rules } = rule as Readonly<Record<string, unknown>>
  switch (type) {
    case 'greater_than':
      return compare(value, bound, equals === true ? [0, 1] : [1])
    case 'less_than':
      return compare(value, bound, equals === true ? [0, -1] : [-1])
    case 'strlen':
      return isLong(String(value), min, max)
    case 'and':
      return Array.isArray(rules) && rules.every((one) => satisfies(one, value))
    default:
      return false
  }
}

/** Numbers compare as numbers; days as texts, which is the order of time. */
function compare(value: string | number, bound: unknown, wanted: readonly number[]): boolean {
  const limit = typeof value === 'number' ? Number(bound) : String(bound)
  return wanted.includes(value === limit ? 0 : value > limit ? 1 : -1)
}

function isLong(text: string, min: unknown, max: unknown): boolean {
  const length = Array.from(text).length
  return (typeof min !== 'number' || length >= min) && (typeof max !== 'number' || length <= max)
}
