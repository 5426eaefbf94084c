import { environmentId, type FolderId } from '../../domain/ids.ts'
import type { Principal } from '../../domain/principal.ts'
import { reading } from '../operation.ts'
import { invalidCursor, parseCursor, writeCursor } from '../paging.ts'
import { needToKnow } from './need-to-know.ts'

/** A folder as lists show it. */
export interface ListedFolder {
  readonly id: FolderId
  readonly name: string
  readonly parentId: FolderId | null
}

/** Lists the folders of an environment where a principal may do something: exactly those that a decision allows. */
export const listAllowedFolders = reading<
  {
    readonly principal: Principal
    readonly action: string
    /** The folder itself, or the assets in it. */
    readonly resourceType: 'Folder' | 'Asset'
    readonly environmentId: string
    readonly cursor: string | null
    readonly limit: number
    readonly atLeastRevision: number | null
  },
  { readonly folders: readonly ListedFolder[]; readonly nextCursor: string | null; readonly total: number | null }
>({
  name: 'decision.list-folders',
  summary: 'List the folders where a principal may do something.',
  access: { type: 'requires', needs: [needToKnow(({ principal }) => [principal])] },
  run: async (input, deed) => {
    const { principal, action, resourceType, limit, cursor, atLeastRevision } = input
    if (atLeastRevision !== null) await deed.house.accounts.atLeast(deed.caller.accountId, atLeastRevision)
    const scope = { type: 'environment', environmentId: environmentId(input.environmentId) } as const
    const after = cursor === null ? null : readPosition(cursor)
    const question = { principal, action, resourceType, scope, at: deed.at }
    const { folders, next, total } = deed.engine.listFolders(question, { limit, after })
    return { folders, nextCursor: next === null ? null : writeCursor([next.id, String(next.position)]), total }
  },
})

function readPosition(cursor: string): { readonly id: string; readonly position: number } {
  const [id, position] = parseCursor(cursor)
  if (id === undefined || position === undefined || !/^\d{1,9}$/.test(position)) throw invalidCursor(cursor)
  return { id, position: Number(position) }
}
