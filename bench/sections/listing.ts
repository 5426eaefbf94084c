import type { FolderQuestion } from '../../src/engine/answers/folder-question.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { percentiles } from '../measure.ts'
import { heading, report } from '../report.ts'
import { seed } from '../options.ts'
import type { Library } from '../workload/library.ts'
import { environmentIdOf, groupCount, isKey, principalOf } from '../workload/ids.ts'
import { now } from '../workload/customs.ts'
import { Random } from '../workload/random.ts'
import { customChanges } from '../workload/records.ts'
import type { World } from '../workload/world.ts'
import * as Ids from '../../src/domain/ids.ts'

const lists = 2000
const warmUp = 200

/**
 * Measures the lists of folders whose assets a principal may read, users drawn at random: first as roles tell them, then
 * with custom policies, which have to be asked folder by folder wherever they may have a say.
 */
export function measureListing({ world, engine, says }: Library): void {
  heading(`folders one may read assets in: ${says}`)
  const { revision } = engine
  engine.load(customChanges(world, false), revision)
  measureLists(world, engine, 'by roles alone', lists, { count: [20, 2000], page: [30, 2000] })
  engine.load(customChanges(world, true), revision)
  measureLists(world, engine, 'with custom policies', 20, null)
}

type Goals = { readonly count: readonly [number, number]; readonly page: readonly [number, number] } | null

function measureLists(world: World, engine: Engine, how: string, count: number, goals: Goals): void {
  const random = new Random(seed, `lists ${how}`)
  const counts: number[] = []
  const pages: number[] = []
  const totals: number[] = []
  for (let list = count < warmUp ? 0 : -warmUp; list < count; list++) {
    const question = drawList(world, random)
    const [countUs, total] = timed(() => engine.listFolders(question, { limit: 0, after: null }).total)
    const [pageUs] = timed(() => engine.listFolders(question, { limit: 50, after: null }))
    if (list < 0) continue
    counts.push(countUs)
    pages.push(pageUs)
    totals.push(total ?? -1)
  }
  const counted = totals.filter((total) => total >= 0)
  const [middle = 0] = percentiles(counted, [0.5])
  const found = `${middle.toLocaleString('en')} folders at the median, at most ${Math.max(...counted).toLocaleString('en')}`
  reportTimes(`count, ${how} (${found})`, counts, goals?.count, totals.length - counted.length)
  reportTimes(`page of 50, ${how}`, pages, goals?.page, 0)
}

function drawList(world: World, random: Random): FolderQuestion {
  for (;;) {
    const holder = groupCount + random.below(world.size.users)
    if (isKey(holder)) continue
    const environmentId = Ids.environmentId(environmentIdOf(random.below(5)))
    const scope = { type: 'environment', environmentId } as const
    return {
      ...{ principal: principalOf(holder), action: 'read', resourceType: 'Asset', scope },
      ...{ context: { mfa: true }, at: now },
    }
  }
}

function timed<T>(run: () => T): readonly [number, T] {
  const startedAt = performance.now()
  const result = run()
  return [(performance.now() - startedAt) * 1000, result]
}

function reportTimes(
  what: string,
  times: readonly number[],
  goal: readonly [number, number] | undefined,
  uncounted: number,
): void {
  const [p50 = 0, p99 = 0] = percentiles(times, [0.5, 0.99])
  const left = uncounted === 0 ? '' : `  ${uncounted} of ${times.length} not counted`
  report({
    what,
    figure: `p50 ${p50.toFixed(1)} us  p99 ${p99.toFixed(1)} us${left}`,
    goal: goal === undefined ? '' : `p50 <= ${goal[0]} us, p99 <= ${goal[1]} us`,
    isMet: goal === undefined ? null : p50 <= goal[0] && p99 <= goal[1],
    values: { p50, p99, uncounted },
  })
}
