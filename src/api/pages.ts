import { z } from 'zod'
import { optional } from './fields.ts'

/** Which page of a list is wanted; without either field, all of it is. */
export const pageFields = {
  page: optional(z.coerce.number().int().min(1).max(10_000_000)).describe('From 1 on.'),
  page_size: optional(z.coerce.number().int().min(1).max(200)).describe(
    'Everything when absent, and no `page` is asked for; else 50.',
  ),
}

/** What a page is answered with besides. */
export const countFields = {
  total: z.int().describe('On all pages.'),
  next_page: z.int().nullable(),
}

type Wire = { readonly page?: number | null | undefined; readonly page_size?: number | null | undefined }

const usualSize = 50

/** Reads which page is wanted; undefined: everything. */
export function readPage({ page, page_size }: Wire): { readonly number: number; readonly size: number } | undefined {
  if ((page ?? page_size ?? null) === null) return undefined
  return { number: page ?? 1, size: page_size ?? usualSize }
}

/** The number of the page after the one that was wanted; null when that was the last. */
export function nextPage(wire: Wire, total: number): number | null {
  const page = readPage(wire)
  return page === undefined || page.number * page.size >= total ? null : page.number + 1
}
