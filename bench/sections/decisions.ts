import { casbin } from '../contestants/casbin.ts'
import { casl } from '../contestants/casl.ts'
import { cedar } from '../contestants/cedar.ts'
import { lookUps } from '../contestants/look-ups.ts'
import { rolecall, rolecallByRolesAlone, rolecallExplaining } from '../contestants/rolecall.ts'
import { measureInTurns, type Contestant, type Figures } from '../measure.ts'
import { heading, reportFigures, reportMissing, reportRatio } from '../report.ts'
import { seed } from '../options.ts'
import { drawQuestions, type WorkloadQuestion } from '../workload/questions.ts'
import type { Library } from '../workload/library.ts'

/** Draws a round's questions when they are first asked for, and keeps only the last round's. */
export function rounds(library: Library, count: number): (round: number) => readonly WorkloadQuestion[] {
  let last: { readonly round: number; readonly questions: readonly WorkloadQuestion[] } | null = null
  return (round) => {
    if (last?.round !== round) last = { round, questions: drawQuestions(library.world, count, `round ${round}`) }
    return last.questions
  }
}

const hotQuestions = 1200

/** The goals that differ by size (design, performance). */
const goals = {
  small: { rolecall: { perSecond: 1.2e6, p50Us: 1, p99Us: 3 }, cedarPrincipal: 500, cedarQuestion: 200, casl: 10 },
  large: { rolecall: { perSecond: 0.25e6, p50Us: 4, p99Us: 15 }, cedarPrincipal: 150, cedarQuestion: 50, casl: 5 },
} as const

/** Measures decisions on one world, beside every peer that runs in a process. `peers` is why none could be installed. */
export async function measureDecisions(library: Library, size: 'small' | 'large', peers: string): Promise<void> {
  heading(`decisions, ${size} (seed ${seed}): ${library.says}`)
  const { world, engine } = library
  const asks = size === 'small' ? 40_000 : 30_000
  const questionsOf = rounds(library, asks)
  const hot = drawQuestions(world, hotQuestions, 'hot')
  const by = (name: string, count: number) => ({ name, asks: count, questionsOf })
  const onHot = (name: string, count: number) => ({ name, asks: count, questionsOf: () => hot, isHot: true })
  const contestants: Contestant[] = [
    rolecall(by('rolecall', asks), engine),
    rolecallExplaining(by('rolecall, explaining', asks), engine),
    rolecall(onHot('rolecall, 1,200 questions again and again', 36_000), engine),
    lookUps(by('limit: look-ups of the ids alone', asks), world),
    cedar(by('cedar-wasm, a pre-parsed set per principal', 100), world, 'principal'),
    cedar(by('cedar-wasm, sets by principal, action and type', 200), world, 'question'),
  ]
  if (peers === '') {
    contestants.push(
      rolecallByRolesAlone(onHot('rolecall, no custom policies, 1,200 hot questions', 36_000), engine, world),
      await casl(onHot('CASL, cached abilities, the same 1,200 questions', 9600), world),
    )
    if (size === 'small') contestants.push(await casbin(by('casbin, roles in domains', 60), world))
  } else reportMissing('CASL and casbin', peers)
  const figures = measureInTurns(contestants, size === 'small' ? 5 : 3)
  for (const one of figures) reportFigures(one, one.name === 'rolecall' ? goals[size].rolecall : {})
  reportRatios(figures, size)
}

function reportRatios(figures: readonly Figures[], size: 'small' | 'large'): void {
  const [own, explaining, , , principal, question, byRoles, casl, casbin] = figures
  if (own === undefined || explaining === undefined) return
  const goal = goals[size]
  reportRatio('an explanation costs, in decisions', explaining.meanUs / own.meanUs, { atMost: 5 })
  const times = (what: string, one: Figures | undefined, other: Figures | undefined, atLeast?: number): void => {
    if (one === undefined || other === undefined) return
    reportRatio(`rolecall in times ${what}`, other.meanUs / one.meanUs, atLeast === undefined ? {} : { atLeast })
  }
  times('cedar-wasm per principal', own, principal, goal.cedarPrincipal)
  times('cedar-wasm at its narrowest', own, question, goal.cedarQuestion)
  times('CASL, equal terms', byRoles, casl, goal.casl)
  times('casbin', own, casbin)
}
