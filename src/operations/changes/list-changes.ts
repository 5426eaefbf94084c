import type { Author, ChangeEntry } from '../../domain/change.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Noun } from '../../domain/records.ts'
import { inAccount, reading } from '../operation.ts'
import { isAbout } from './is-about.ts'
import { nameReferences } from './name-references.ts'

/** Which changes; what is null doesn't matter. */
export interface ChangeFilter {
  /** Who caused them. */
  readonly by: { readonly type: Author['type']; readonly id: string | null } | null
  /** A record that they made, changed, removed, or name: the role of an assignment, the user of a membership. */
  readonly about: { readonly noun: Noun; readonly id: string } | null
  /** An operation by its name (`role.update`), or all of one noun (`role`). */
  readonly operation: string | null
  /** Both included. */
  readonly from: Instant | null
  readonly to: Instant | null
}

/** Part of the change log, newest first. */
export interface ChangePage {
  readonly entries: readonly ChangeEntry[]
  /** What ids in the entries are called now, or were last, by noun and id: `role:cld::role::…`. */
  readonly names: ReadonlyMap<string, string>
  /** The revision to go on before; null at the end. A page may be short, even empty, and yet have this. */
  readonly before: number | null
}

/** How many entries one request looks at: a filter that lets little through asks to go on. */
const looked = 2000
const batch = 200

const featureId = 'cld::global::audit_logs::view'

/** Lists what was changed in the account, by whom and when, with every record before and after; newest first. */
export const listChanges = reading<
  ChangeFilter & { readonly before: number | null; readonly limit: number },
  ChangePage
>({
  name: 'change.list',
  summary: 'List what was changed in the account, by whom and when.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['Feature'],
        feature: featureId,
        level: 'account',
        of: () => [inAccount('Feature', featureId)],
      },
    ],
  },
  run: async ({ before, limit, ...filter }, { house: { store }, caller, engine }) => {
    const entries: ChangeEntry[] = []
    let position = before
    for (let seen = 0; seen < looked && entries.length < limit; seen += batch) {
      const part = await store.listChanges(caller.accountId, {
        limit: batch,
        ...(position !== null && { before: position }),
      })
      for (const entry of part) {
        position = entry.revision
        if (passes(entry, filter)) entries.push(entry)
        if (entries.length === limit) break
      }
      if (entries.length < limit && (part.length < batch || isPast(part, filter))) position = null
      if (position === null) break
    }
    return { entries, names: await nameReferences(entries, caller.accountId, store, engine), before: position }
  },
})

function passes(entry: ChangeEntry, { by, about, operation, from, to }: ChangeFilter): boolean {
  if (by !== null && (entry.by.type !== by.type || (by.id !== null && entry.by.id !== by.id))) return false
  if (operation !== null && entry.operation !== operation && !entry.operation.startsWith(`${operation}.`)) return false
  if ((from !== null && entry.at < from) || (to !== null && entry.at > to)) return false
  return about === null || entry.changes.some((change) => isAbout(change, about))
}

/** Everything that follows is older than what was asked for; clocks of nodes may differ, though never by an hour. */
const isPast = (part: readonly ChangeEntry[], { from }: ChangeFilter): boolean =>
  from !== null && (part.at(-1)?.at ?? 0) < from - hourMs

const hourMs = 3_600_000
