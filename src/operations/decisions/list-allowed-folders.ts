import { environmentId, type AccountId, type FolderId } from '../../domain/ids.ts'
import { isSamePrincipal, type Principal } from '../../domain/principal.ts'
import { SealBroken, type Sealer } from '../../store/secrets.ts'
import type { House } from '../house.ts'
import { reading } from '../operation.ts'
import { invalidCursor } from '../paging.ts'
import { needToKnow } from './need-to-know.ts'

/** A folder as lists show it. */
export interface ListedFolder {
  readonly id: FolderId
  readonly name: string
  readonly parentId: FolderId | null
}

/**
 * Lists the folders of an environment where a principal may do something: exactly those that a decision allows. One may
 * ask about oneself; whoever asks about another is shown names of folders, and must be able to read those.
 */
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
  access: {
    type: 'requires',
    needs: [
      needToKnow(({ principal }) => [principal]),
      {
        action: 'read',
        on: ['Folder'],
        level: 'environment',
        of: ({ principal, environmentId: id }, { by }) =>
          by.type !== 'operator' && by.type !== 'preset' && isSamePrincipal(principal, by)
            ? []
            : [
                {
                  resource: { type: 'Folder', within: null },
                  scope: { type: 'environment', environmentId: environmentId(id) },
                },
              ],
      },
    ],
  },
  atLeast: ({ atLeastRevision }) => atLeastRevision,
  run: async ({ principal, action, resourceType, limit, cursor, ...input }, { at, engine, house, caller }) => {
    const scope = { type: 'environment', environmentId: environmentId(input.environmentId) } as const
    const after = cursor === null ? null : readPosition(house, caller.accountId, cursor)
    const { folders, next, total } = engine.listFolders(
      { principal, action, resourceType, scope, at },
      { limit, after },
    )
    return { folders, nextCursor: next === null ? null : writePosition(house.sealer, caller.accountId, next), total }
  },
})

interface Position {
  readonly id: string
  readonly position: number
}

const sealedFor = (accountId: AccountId): string => `folders of ${accountId}`

/** A place in the whole tree tells how many folders stand before it, seen or not: so the cursor is sealed. */
const writePosition = (sealer: Sealer, accountId: AccountId, { id, position }: Position): string =>
  Buffer.from(sealer.seal(sealedFor(accountId), `${String(position).padStart(9, '0')} ${id}`)).toString('base64url')

function readPosition({ sealer }: House, accountId: AccountId, cursor: string): Position {
  try {
    const text = sealer.open(sealedFor(accountId), Buffer.from(cursor, 'base64url').toString())
    return { position: Number(text.slice(0, 9)), id: text.slice(10) }
  } catch (error) {
    if (error instanceof SealBroken) throw invalidCursor(cursor)
    throw error
  }
}
