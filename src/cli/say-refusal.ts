import { refusalAnswer } from '../api/errors.ts'
import type { Refusal } from '../domain/errors.ts'

/** Says a refusal in one line: its message, then which field was missing or wrong, and with what value. */
export function sayRefusal(refusal: Refusal): string {
  const { fields, reason } = spelled(refusal)
  const parts = [...(typeof reason === 'string' ? [reason] : []), ...fields.map(sayField)]
  return parts.length === 0 ? refusal.message : `${refusal.message}: ${parts.join('; ')}`
}

/** Messages of other codes say what it is about. */
const saysFields: readonly Refusal['code'][] = ['missing_fields', 'invalid_fields', 'not_found']

function spelled(refusal: Refusal): { readonly fields: readonly unknown[]; readonly reason: unknown } {
  const { body } = refusalAnswer('decisions', refusal)
  const fields = saysFields.includes(refusal.code) && Array.isArray(body.fields) ? (body.fields as unknown[]) : []
  return { fields, reason: body.detail === refusal.message ? undefined : body.detail }
}

function sayField(field: unknown): string {
  if (typeof field !== 'object' || field === null) return `\`${String(field)}\``
  return Object.entries(field)
    .map(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      return `\`${name}\` can't be \`${text.slice(0, 100)}\``
    })
    .join('; ')
}
