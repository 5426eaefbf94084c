import type { WorkloadQuestion } from './workload/questions.ts'

/** One engine, in one mode, on one world. */
export interface Contestant {
  readonly name: string
  /** How many questions of each round it is asked; slow engines only get the first few. */
  readonly asks: number
  /** The questions of a round, or of the warm-up (-1). */
  questionsOf(round: number): readonly WorkloadQuestion[]
  /** Makes ready what a caller would have at hand; not measured. */
  prepare(questions: readonly WorkloadQuestion[]): void
  /** Decides one of the questions made ready. */
  decide(position: number): boolean
  /** What the oracle says. */
  expects(question: WorkloadQuestion): boolean
  /** Asks the same parsed requests again and again, as peers that keep everything of a user at hand do best. */
  readonly isHot?: boolean
  /** Changes something that other contestants on the same world must not meet; undone by `finish`. */
  begin?(): void
  finish?(): void
}

/** What a contestant came to: medians over the rounds. */
export interface Figures {
  readonly name: string
  readonly perSecond: number
  readonly p50Us: number
  readonly p99Us: number
  /** Mean time without the slowest twentieth, which on a shared machine waited for the processor: what ratios are made of. */
  readonly meanUs: number
  /** Over all rounds, of `compared` decisions. */
  readonly disagreements: number
  readonly compared: number
}

/**
 * A server parses a request and decides it: requests are parsed in small portions, so that they are as near as there. A
 * round's rate is that of its middle portion, as on a shared machine some are always broken off in their midst.
 */
const portion = 250

/**
 * Lets all contestants take turns, round after round, so that whatever else the machine does hits all alike. Half of the
 * questions give the rate, without a clock between them; the other half give the percentiles.
 */
export function measureInTurns(contestants: readonly Contestant[], rounds: number): readonly Figures[] {
  for (const contestant of contestants) askAll(contestant, -1)
  const byContestant = contestants.map((): Round[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [position, contestant] of contestants.entries()) byContestant[position]?.push(askAll(contestant, round))
  }
  return contestants.map(({ name }, position) => {
    const own = byContestant[position] ?? []
    const sum = (of: (round: Round) => number) => own.reduce((total, round) => total + of(round), 0)
    return {
      name,
      perSecond: median(own.map((round) => round.perSecond)),
      p50Us: median(own.map((round) => round.p50Us)),
      p99Us: median(own.map((round) => round.p99Us)),
      meanUs: median(own.map((round) => round.meanUs)),
      disagreements: sum((round) => round.disagreements),
      compared: sum((round) => round.compared),
    }
  })
}

type Round = Omit<Figures, 'name'>

function askAll(contestant: Contestant, round: number): Round {
  contestant.begin?.()
  const drawn = contestant.questionsOf(round)
  const times: number[] = []
  const rates: number[] = []
  let disagreements = 0
  const size = contestant.isHot === true ? drawn.length : Math.min(portion, contestant.asks / 5)
  for (let asked = 0; asked < contestant.asks; asked += size) {
    const questions = takeFrom(drawn, asked, Math.min(size, contestant.asks - asked))
    if (asked === 0 || contestant.isHot !== true) contestant.prepare(questions)
    const answers = new Uint8Array(questions.length)
    const half = questions.length >> 1
    const startedAt = performance.now()
    for (let ask = 0; ask < half; ask++) answers[ask] = contestant.decide(ask) ? 1 : 0
    rates.push((half * 1000) / (performance.now() - startedAt))
    for (let ask = half; ask < questions.length; ask++) {
      const askedAt = performance.now()
      answers[ask] = contestant.decide(ask) ? 1 : 0
      times.push((performance.now() - askedAt) * 1000)
    }
    for (const [ask, question] of questions.entries()) {
      if (contestant.expects(question) !== (answers[ask] === 1)) disagreements++
    }
  }
  contestant.finish?.()
  const [p50Us = 0, p99Us = 0] = percentiles(times, [0.5, 0.99])
  return {
    perSecond: median(rates),
    p50Us,
    p99Us,
    meanUs: trimmedMean(times),
    disagreements,
    compared: contestant.asks,
  }
}

/** Some of the questions in order, from the beginning again after the last. */
function takeFrom(drawn: readonly WorkloadQuestion[], from: number, count: number): readonly WorkloadQuestion[] {
  const start = from % drawn.length
  const taken = drawn.slice(start, start + count)
  while (taken.length < count) taken.push(...drawn.slice(0, count - taken.length))
  return taken
}

function trimmedMean(numbers: readonly number[]): number {
  const kept = Float64Array.from(numbers)
    .sort()
    .subarray(0, Math.ceil(numbers.length * 0.95))
  return kept.reduce((sum, one) => sum + one, 0) / kept.length
}

/** Those of some numbers that the given shares lie below. */
export function percentiles(numbers: readonly number[], shares: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(numbers).sort()
  return shares.map((share) => sorted[Math.floor(sorted.length * share)] ?? 0)
}

/** The middle of some numbers; 0 of none. */
export const median = (numbers: readonly number[]): number => percentiles(numbers, [0.5])[0] ?? 0
