import type { AssetCondition } from '../../domain/asset-condition.ts'
import { refusal } from '../../domain/errors.ts'
import { environmentId, type FolderId } from '../../domain/ids.ts'
import { keyOfReference, referencesIn } from '../../domain/search-expression/references.ts'
import { readSearch, type SearchFacts } from '../../domain/search-expression/to-condition.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { none, resolveReferences } from './search-references.ts'

/**
 * Reads a search expression over the assets of a library, as the caller may search.
 *
 * @throws Refusal `expression_invalid`
 */
export const conditionOf = (expression: string, environment: string, deed: Deed<Reader>): Promise<AssetCondition> =>
  readWithin(expression, { environment, deed, open: new Set() })

interface Within {
  readonly environment: string
  readonly deed: Deed<Reader>
  /** The dynamic collections that are being read: one that names itself finds nothing by that. */
  readonly open: ReadonlySet<string>
}

async function readWithin(sent: string, { environment, deed, open }: Within): Promise<AssetCondition> {
  const expression = sent.normalize('NFC')
  const conditions = await resolveReferences(referencesIn(expression), {
    environmentId: environment,
    deed,
    readMembers: async (members, id) =>
      open.has(id) || open.size === deepestCollections
        ? none
        : readWithin(members, { environment, deed, open: new Set([...open, id]) }),
  })
  return readExpression(expression, {
    at: deed.at,
    findFolders: folderFinder(deed.engine, environment),
    findReferenced: (reference) => conditions.get(keyOfReference(reference)) ?? none,
  })
}

/** How far dynamic collections are followed that name each other. */
const deepestCollections = 3

/** Reads a search expression. @throws Refusal `expression_invalid`, with the position and what was expected there */
export function readExpression(expression: string, facts: SearchFacts): AssetCondition {
  const read = readSearch(expression, facts)
  if ('condition' in read) return read.condition
  throw refusal('expression_invalid', read.fault, { fields: [{ name: 'expression', value: expression.slice(0, 300) }] })
}

/**
 * Finds folders by their paths, without regard to case. That a folder is there shows nowhere: of what lies in it, the
 * caller is shown what it may read.
 */
function folderFinder(engine: Engine, environment: string): SearchFacts['findFolders'] {
  const { folders, environments } = engine.snapshot
  const here = environments.number(environmentId(environment))
  let pathById: ReadonlyMap<FolderId, string> | null = null
  const read = (): ReadonlyMap<FolderId, string> => {
    const paths = new Map<number, string>()
    const pathOf = (number: number): string => {
      const known = paths.get(number)
      if (known !== undefined) return known
      const parent = folders.parent(number)
      const name = folders.name(number).toLowerCase()
      const path = parent === 0 ? name : `${pathOf(parent)}/${name}`
      paths.set(number, path)
      return path
    }
    return new Map(
      [...folders.numbers()].flatMap((number) =>
        folders.environment(number) === here ? [[folders.id(number), pathOf(number)]] : [],
      ),
    )
  }
  return (sent, how) => {
    const wanted = sent.toLowerCase()
    const isMeant = (path: string): boolean =>
      how === 'exact'
        ? path === wanted
        : how === 'prefix'
          ? path.startsWith(wanted)
          : wanted === '' || path === wanted || path.startsWith(`${wanted}/`)
    const found = [...(pathById ??= read())].flatMap(([id, path]) => (isMeant(path) ? [id] : []))
    return isMeant('') ? [null, ...found] : found
  }
}
