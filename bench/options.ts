import { parseArgs } from 'node:util'

/** The seed of every random choice. */
export const seed = 20_260_822

/** The parts of the benchmark, in the order they run. */
export const parts = ['decisions', 'growth', 'listing', 'memory', 'users', 'assets', 'http'] as const

/** One of {@link parts}. */
export type Part = (typeof parts)[number]

/** What the command line asks for. */
export interface Options {
  readonly isQuick: boolean
  readonly only: Part | null
  readonly jsonPath: string | null
  /** How many assets the library of the part `assets` has, about. */
  readonly assets: number
}

const usualAssets = 100_000
const fewestAssets = 50_000

/**
 * Reads the command line: `--only NAME`, `--quick` (the small world alone), `--assets NUMBER`, `--json FILE`.
 *
 * @throws TypeError on anything else
 */
export function readOptions(parameters: readonly string[]): Options {
  const options = {
    only: { type: 'string' },
    quick: { type: 'boolean' },
    assets: { type: 'string' },
    json: { type: 'string' },
  } as const
  const { values } = parseArgs({ args: [...parameters], options })
  const only = parts.find((part) => part === values.only) ?? null
  if (values.only !== undefined && only === null) {
    throw new TypeError(`no part is called \`${values.only}\`; there are: ${parts.join(', ')}`)
  }
  const isQuick = values.quick ?? false
  const assets = Number(values.assets ?? (isQuick ? fewestAssets : usualAssets))
  if (!(Number.isSafeInteger(assets) && assets >= fewestAssets)) {
    throw new TypeError(`\`--assets\` is a number, at least ${fewestAssets}`)
  }
  return { isQuick, only, jsonPath: values.json ?? null, assets }
}
