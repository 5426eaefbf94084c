import { refusal } from '../../domain/errors.ts'
import { environmentId } from '../../domain/ids.ts'
import type { FolderRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import { reading, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { openCursor, sealCursor } from '../sealed-cursor.ts'
import { readFolderExpression, type SearchedFolder } from './folder-expression.ts'
import { knownFolder, mayReadFolder, pathInEngine, type InLibrary, type KnownFolder } from './folder-place.ts'
import { getListed, type ListedFolder } from './read-folders.ts'

/** How many folders one page of a search holds at most, and when nothing is said (facts 7.4). */
export const folderSearchLength = { most: 500, usual: 50 } as const

/** What folders can be sorted by. */
export const folderOrders = ['name', 'path', 'created_at'] as const

/** One step of an order of folders. */
export interface FolderOrder {
  readonly by: (typeof folderOrders)[number]
  readonly isDescending: boolean
}

/** Searches the folders that the caller may see; without an order, the newest first. */
export const searchFolders = reading<
  InLibrary & {
    readonly expression: string
    readonly order: readonly FolderOrder[]
    readonly limit: number
    readonly cursor: string | null
  },
  {
    readonly folders: readonly ListedFolder[]
    readonly total: number
    readonly nextCursor: string | null
    /** Milliseconds. */
    readonly took: number
  }
>({
  name: 'folder.search',
  summary: 'Search the folders of a library.',
  access: { type: 'requires', needs: [], filters: { action: 'read', on: ['Folder'] } },
  run: async ({ environmentId: environment, expression, limit, cursor, ...input }, deed) => {
    if (limit < 1 || limit > folderSearchLength.most)
      throw refusal('invalid_fields', undefined, { fields: [{ name: 'limit', value: limit }] })
    const order = input.order.length === 0 ? newestFirst : input.order
    const list = `search of ${environment} ${JSON.stringify([expression, order])}`
    const after = cursor === null ? null : readPosition(openCursor(deed.house, list, cursor))
    const test = readFolderExpression(expression, deed.at)
    const readable = await readableFolders(
      environment,
      deed,
      test.needsTimes || order.some(({ by }) => by === 'created_at'),
    )
    const found = readable.filter(test.holds).sort((a, b) => compare(a, b, order))
    const left = after === null ? found : found.filter((one) => compare(one, after, order) > 0)
    const shown = left.slice(0, limit)
    const last = left.length > limit ? shown.at(-1) : undefined
    return {
      folders: await getListed(
        shown.map((one) => ({ id: one.known.id, path: one.path })),
        deed,
      ),
      total: found.length,
      took: Math.max(0, Math.round(deed.house.clock() - deed.at)),
      nextCursor: last === undefined ? null : sealCursor(deed.house, list, writePosition(last)),
    }
  },
})

const newestFirst: readonly FolderOrder[] = [{ by: 'created_at', isDescending: true }]

type Found = SearchedFolder & { readonly known: Pick<KnownFolder, 'id'> }

/** The folders that the caller may see, as the engine knows them; when they were made, from the store. */
async function readableFolders(environment: string, deed: Deed<Reader>, needsTimes: boolean): Promise<Found[]> {
  const { engine, caller } = deed
  const { folders, environments } = engine.snapshot
  const here = environments.number(environmentId(environment))
  const times = needsTimes
    ? new Map(
        (await listAll<FolderRecord>((page) => deed.store.list('folder', caller.accountId, page))).map((one) => [
          one.id,
          one.createdAt,
        ]),
      )
    : null
  const found: Found[] = []
  for (const number of folders.numbers()) {
    if (folders.environment(number) !== here) continue
    const known = knownFolder(engine, number)
    if (!mayReadFolder(deed, known)) continue
    const { id, name } = known
    found.push({ known, id, name, path: pathInEngine(engine, id), createdAt: times?.get(id) ?? 0 })
  }
  return found
}

/** Steps of the order, then the id: a total order. */
function compare(a: SearchedFolder, b: SearchedFolder, order: readonly FolderOrder[]): number {
  for (const { by, isDescending } of order) {
    const difference = by === 'created_at' ? a.createdAt - b.createdAt : compareTexts(a[by], b[by])
    if (difference !== 0) return isDescending ? -difference : difference
  }
  return compareTexts(a.id, b.id)
}

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

const writePosition = ({ id, name, path, createdAt }: SearchedFolder): readonly string[] => [
  id,
  name,
  path,
  String(createdAt),
]

const readPosition = ([id = '', name = '', path = '', createdAt = '']: readonly string[]): SearchedFolder => ({
  id,
  name,
  path,
  createdAt: Number(createdAt),
})
