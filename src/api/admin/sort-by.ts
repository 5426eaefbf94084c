import { z } from 'zod'
import { parseNested } from '../../domain/nested-json.ts'

/** One step of an order, as clients send it in many shapes. */
export interface SortStep {
  readonly field: string
  readonly direction: 'asc' | 'desc'
}

const steps = z.array(z.object({ field: z.string(), direction: z.enum(['asc', 'desc']) }))

/**
 * An order that may be absent: objects with one field each (`[{"created_at":"desc"}]`), the same as JSON texts, or texts
 * such as `created_at,desc`. A field without a direction is ascending.
 */
export const sortByOrAbsent = z.preprocess(
  (sent) => (sent === undefined || sent === null || sent === '' ? undefined : readSteps(sent)),
  steps.optional(),
)

function readSteps(sent: unknown): unknown {
  if (Array.isArray(sent)) return joinDirections(sent.flatMap((one) => readSteps(one)))
  if (typeof sent === 'object' && sent !== null)
    return Object.entries(sent).map(([field, direction]) => ({ field, direction: readDirection(direction) }))
  if (typeof sent !== 'string') return sent
  if (/^\s*[[{]/.test(sent)) {
    const read = readJson(sent)
    return typeof read === 'string' ? read : readSteps(read)
  }
  return joinDirections(
    sent
      .split(/[,=\s]+/)
      .filter((part) => part !== '')
      .map((field) => ({ field, direction: 'asc' })),
  )
}

/** `created_at` and then `desc`, by themselves, are one step. */
function joinDirections(read: readonly unknown[]): readonly unknown[] {
  const joined: unknown[] = []
  for (const step of read) {
    const { field } = (isStep(step) ? step : {}) as { field?: unknown }
    const before = joined.at(-1)
    if ((field === 'asc' || field === 'desc') && isStep(before)) {
      joined[joined.length - 1] = { field: before.field, direction: field }
    } else joined.push(step)
  }
  return joined
}

const isStep = (value: unknown): value is { readonly field: unknown } =>
  typeof value === 'object' && value !== null && 'field' in value

const readDirection = (sent: unknown): unknown => (typeof sent === 'string' ? sent.toLowerCase() : sent)

/** What is not JSON stays the text it is, and is refused by the field's schema. */
function readJson(sent: string): unknown {
  try {
    return parseNested(sent)
  } catch {
    return sent
  }
}
