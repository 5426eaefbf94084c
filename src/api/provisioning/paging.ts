import { refusal } from '../../domain/errors.ts'
import { countOrAbsent } from './fields.ts'

/** The fields of lists that are given in numbered pages. */
export const paging = {
  page: countOrAbsent.describe('From 1 on; needs `page_size`.'),
  page_size: countOrAbsent.describe('Everything when absent.'),
}

/** Reads what {@link paging} takes; null: everything. @throws Refusal `invalid_fields` */
export function readPage({
  page,
  page_size: size,
}: {
  readonly page?: number | null | undefined
  readonly page_size?: number | null | undefined
}): { readonly number: number; readonly size: number } | null {
  if (size !== null && size !== undefined) return { number: page ?? 1, size }
  if (page === null || page === undefined) return null
  throw refusal('invalid_fields', undefined, { more: { reason: 'a page needs `page_size`' } })
}
