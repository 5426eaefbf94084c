import { CallFailed } from '../../api/client.ts'
import type { Helper, PreviewProblem } from '../../api/preview/preview.ts'

/** What went wrong with a call, whichever family's envelope it came in. */
export interface Problem {
  readonly status: number
  /** One sentence; the server's own. */
  readonly title: string
  /** More of it, where there is more. */
  readonly detail: string | null
  /** What is missing, for a call that was denied. */
  readonly denial: Denial | null
  /** The names of fields that were wrong or absent. */
  readonly fields: readonly string[]
}

/** What explains a denial. */
export interface Denial {
  readonly missing: NonNullable<PreviewProblem['missing']>
  readonly lacks: NonNullable<PreviewProblem['lacks']>
  readonly ask: readonly Helper[]
}

/** Reads what a call failed with; what no server said is a problem of the connection, with status 0. */
export function readProblem(error: unknown): Problem {
  if (!(error instanceof CallFailed)) {
    return { status: 0, title: error instanceof Error ? error.message : '', detail: null, denial: null, fields: [] }
  }
  const body = asRecord(error.body)
  const inner = asRecord(body.error)
  const details = { ...asRecord(inner.details), ...body }
  return {
    status: error.status,
    title: textOf(inner.message) ?? textOf(body.title) ?? error.message,
    detail: textOf(details.reason) ?? textOf(body.detail),
    denial: denialOf(details, []),
    fields: fieldsOf(details.fields),
  }
}

/** The problem of a preview that says no. */
export const problemOfPreview = (problem: PreviewProblem, ask: readonly Helper[]): Problem => ({
  status: problem.status,
  title: problem.title,
  detail: problem.detail ?? null,
  denial: denialOf(asRecord(problem), ask),
  fields: [],
})

function denialOf(details: Readonly<Record<string, unknown>>, ask: readonly Helper[]): Denial | null {
  if (!Array.isArray(details.missing) || !Array.isArray(details.lacks)) return null
  // The server writes both by `DenialDocument`.
  const { missing, lacks } = details as { readonly [Name in 'missing' | 'lacks']: never }
  return { missing, lacks, ask }
}

const fieldsOf = (fields: unknown): readonly string[] =>
  Array.isArray(fields)
    ? fields.flatMap((field: unknown) => (typeof field === 'string' ? [field] : Object.keys(asRecord(field))))
    : []

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
