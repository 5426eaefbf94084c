import type { WorkloadQuestion } from './workload/question.ts'

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
  /**
   * Asks the same requests in every round, parsed before the first: the goals' own footing. Else each request is parsed
   * shortly before it is asked, once.
   */
  readonly isSteady?: boolean
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
 * A server parses a request and decides it: requests that are asked once are parsed in small portions, so that they are
 * as near as there. A round's rate is that of its middle portion, as on a shared machine some are always broken off in
 * their midst.
 */
const portion = 250

/** Rounds that aren't counted: what is asked steadily is measured when it has come to its speed. */
const warmUps = { steady: 4, once: 1 } as const

/**
 * Lets all contestants take turns, round after round, so that whatever else the machine does hits all alike. Half of the
 * questions give the rate, without a clock between them; the other half give the percentiles.
 */
export function measureInTurns(contestants: readonly Contestant[], rounds: number): readonly Figures[] {
  for (const contestant of contestants) warmUp(contestant)
  const byContestant = contestants.map((): Round[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [position, contestant] of contestants.entries()) byContestant[position]?.push(askAll(contestant, round))
  }
  return contestants.map(({ name }, position) => sumUp(name, byContestant[position] ?? []))
}

/** Asks a contestant what doesn't count. */
export function warmUp(contestant: Contestant): void {
  const count = contestant.isSteady === true ? warmUps.steady : warmUps.once
  for (let round = 0; round < count; round++) askAll(contestant, -1)
}

/** Makes a contestant's figures of its rounds. */
export function sumUp(name: string, rounds: readonly Round[]): Figures {
  const middle = (of: (round: Round) => number) => median(rounds.map(of))
  const sum = (of: (round: Round) => number) => rounds.reduce((total, round) => total + of(round), 0)
  return {
    name,
    perSecond: middle((round) => round.perSecond),
    p50Us: middle((round) => round.p50Us),
    p99Us: middle((round) => round.p99Us),
    meanUs: middle((round) => round.meanUs),
    disagreements: sum((round) => round.disagreements),
    compared: sum((round) => round.compared),
  }
}

/** What a contestant came to in one round. */
export type Round = Omit<Figures, 'name'>

/** Asks a contestant the questions of one round. */
export function askAll(contestant: Contestant, round: number): Round {
  contestant.begin?.()
  const isSteady = contestant.isSteady === true
  const drawn = contestant.questionsOf(round)
  const tally: Tally = { times: [], rates: [], disagreements: 0 }
  const size = Math.min(portion, contestant.asks / 5)
  if (isSteady) contestant.prepare(drawn)
  for (let asked = 0, count = 0; asked < contestant.asks; asked += count) {
    const from = asked % drawn.length
    count = Math.ceil(Math.min(size, contestant.asks - asked, drawn.length - from))
    const questions = drawn.slice(from, from + count)
    if (!isSteady) contestant.prepare(questions)
    askPortion(contestant, questions, isSteady ? from : 0, tally)
  }
  contestant.finish?.()
  const [p50Us = 0, p99Us = 0] = percentiles(tally.times, [0.5, 0.99])
  return {
    perSecond: median(tally.rates),
    ...{ p50Us, p99Us, meanUs: trimmedMean(tally.times) },
    ...{ disagreements: tally.disagreements, compared: contestant.asks },
  }
}

interface Tally {
  readonly times: number[]
  readonly rates: number[]
  disagreements: number
}

/** Asks the questions that were made ready from a position on. */
function askPortion(contestant: Contestant, questions: readonly WorkloadQuestion[], from: number, tally: Tally): void {
  const answers = new Uint8Array(questions.length)
  const half = questions.length >> 1
  const startedAt = performance.now()
  for (let ask = 0; ask < half; ask++) answers[ask] = contestant.decide(from + ask) ? 1 : 0
  tally.rates.push((half * 1000) / (performance.now() - startedAt))
  for (let ask = half; ask < questions.length; ask++) {
    const askedAt = performance.now()
    answers[ask] = contestant.decide(from + ask) ? 1 : 0
    tally.times.push((performance.now() - askedAt) * 1000)
  }
  for (const [ask, question] of questions.entries()) {
    if (contestant.expects(question) !== (answers[ask] === 1)) tally.disagreements++
  }
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
