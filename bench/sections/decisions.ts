import { startContenders, type RunningContenders } from '../contestants/contender.ts'
import { contenders, type DecisionsSize } from '../contestants/contenders.ts'
import { sumUp, type Figures, type Round } from '../measure.ts'
import { heading, reportFigures, reportMissing, reportRatio } from '../report.ts'
import { seed } from '../options.ts'

/** The goals that differ by size (design, performance). */
const goals = {
  small: { rolecall: { perSecond: 1.2e6, p50Us: 1, p99Us: 3 }, cedarPrincipal: 500, cedarQuestion: 200, casl: 10 },
  large: { rolecall: { perSecond: 0.25e6, p50Us: 4, p99Us: 15 }, cedarPrincipal: 150, cedarQuestion: 50, casl: 5 },
} as const

/**
 * Measures decisions on one world, beside every peer that runs in a process: in processes of their own, as code
 * that serves several is not as fast. `peers` is why none could be installed.
 */
export async function measureDecisions(size: DecisionsSize, peers: string): Promise<void> {
  heading(`decisions, ${size} (seed ${seed})`)
  if (peers !== '') reportMissing('CASL and casbin', peers)
  const chosen = contenders.filter((one) => (peers === '' || !one.isPeer) && (size === 'small' || one.key !== 'casbin'))
  const runs = await inTurns(chosen, size, size === 'small' ? 5 : 3)
  const figures = new Map(runs.map(({ key, ...one }) => [key, one]))
  for (const [key, one] of figures) reportFigures(one, key === 'rolecall' ? goals[size].rolecall : {})
  reportRatios(figures, size)
}

/** Starts all, and lets them ask in turns. */
async function inTurns(
  chosen: readonly (typeof contenders)[number][],
  size: DecisionsSize,
  rounds: number,
): Promise<readonly (Figures & { readonly key: string })[]> {
  const running = new Map<string, RunningContenders>()
  try {
    for (const [process, own] of Map.groupBy(chosen, (one) => one.process)) {
      const keys = own.map(({ key }) => key)
      running.set(process, await startContenders(keys, size))
    }
    const byContender = chosen.map((): Round[] => [])
    for (let round = 0; round < rounds; round++) {
      for (const [position, { key, process }] of chosen.entries()) {
        const asked = await running.get(process)?.ask(key, round)
        if (asked !== undefined) byContender[position]?.push(asked)
      }
    }
    return chosen.map(({ key, name }, position) => ({ key, ...sumUp(name, byContender[position] ?? []) }))
  } finally {
    for (const one of running.values()) one.stop()
  }
}

function reportRatios(figures: ReadonlyMap<string, Figures>, size: DecisionsSize): void {
  const goal = goals[size]
  const rateOf = (key: string): number => figures.get(key)?.perSecond ?? Number.NaN
  const times = (
    what: string,
    one: string,
    other: string,
    wanted: { atLeast?: number; atMost?: number } = {},
  ): void => {
    const ratio = rateOf(one) / rateOf(other)
    if (!Number.isNaN(ratio)) reportRatio(what, ratio, wanted)
  }
  times('an explanation costs, in decisions', 'rolecall', 'explaining', { atMost: 5 })
  const inTimes = (what: string, other: string, atLeast: number): void => {
    times(`rolecall in times ${what}`, 'rolecall', other, { atLeast })
    times(`rolecall in times ${what}, asked once`, 'once', other)
  }
  inTimes('cedar-wasm per principal', 'cedar-principal', goal.cedarPrincipal)
  inTimes('cedar-wasm at its narrowest', 'cedar-question', goal.cedarQuestion)
  times('rolecall in times CASL, equal terms', 'parsed', 'casl', { atLeast: goal.casl })
  times('rolecall in times CASL, names looked up by us alone', 'by-roles', 'casl')
  times('rolecall in times casbin', 'rolecall', 'casbin')
}
