import type { OperatedAccount, OutputOf } from './commands/at-store.ts'
import { table } from './table.ts'

/** A public link as commands name it: never its address. */
export interface NamedLink {
  readonly environment: string
  readonly title: string
  readonly target: { readonly type: string; readonly id: string }
  readonly createdBy: string
  readonly status: string
  readonly expiresAt: number | null
  readonly visits: number
}

/**
 * Lists the public links of every environment, newest first in each.
 *
 * @param createdBy as `type:id`; null for those of everybody
 */
export async function publicLinksOf(account: OperatedAccount, createdBy: string | null): Promise<readonly NamedLink[]> {
  const found: NamedLink[] = []
  for (const { environment } of await account.perform('environment.list', {})) {
    const choice = { environmentId: environment.id, target: null, createdBy, limit: 200 }
    for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
      const page: OutputOf<'public-link.list'> = await account.perform('public-link.list', { ...choice, cursor })
      for (const { link, status, visits } of page.links) {
        const { title, target, createdBy: maker, expiresAt } = link
        found.push({ environment: environment.cloudName, title, target, createdBy: maker, status, expiresAt, visits })
      }
      cursor = page.nextCursor
    }
  }
  return found
}

/** Says which public links there are, and by whom; empty for none. */
export function sayLinks(whose: string, links: readonly NamedLink[]): string {
  if (links.length === 0) return ''
  const rows = links.map(({ environment, title, target, createdBy, status, visits }) => [
    ...[environment, title, `${target.type} ${target.id}`, `public link by ${createdBy}`],
    ...[status === 'open' ? 'open' : status === 'expired' ? 'expired' : 'its maker lost the right', String(visits)],
  ])
  const titles = ['environment', 'public link', 'shows', 'by', 'stands', 'visits']
  return `public links, ${whose}:\n${table(titles, rows)}`
}
