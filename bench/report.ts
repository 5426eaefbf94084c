import { writeFileSync } from 'node:fs'
import type { Figures } from './measure.ts'

/** One line of the report. */
export interface Line {
  readonly what: string
  readonly figure: string
  /** The goal in words; empty for a figure that stands for itself. */
  readonly goal: string
  /** Null when there is no goal, or nothing to hold against it. */
  readonly isMet: boolean | null
  /** The same figure for programs. */
  readonly values: Readonly<Record<string, number>>
}

const lines: Line[] = []

/** Adds a line to the report and prints it, so that a long run shows how far it is. */
export function report(line: Line): void {
  lines.push(line)
  const met = line.isMet === null ? '' : line.isMet ? 'met' : 'NOT MET'
  console.log([line.what.padEnd(62), line.figure.padEnd(48), line.goal.padEnd(34), met].join(' ').trimEnd())
}

/** Prints the heading of a part of the report. */
export function heading(title: string): void {
  console.log(`\n${title}\n${'-'.repeat(title.length)}`)
}

/** Says that something could not be measured, and why. */
export function reportMissing(what: string, why: string): void {
  report({ what, figure: `could not run: ${why}`, goal: '', isMet: null, values: {} })
}

/** Reports what a contestant came to. `goal` holds the least rate and the longest times. */
export function reportFigures(
  { name, perSecond, p50Us, p99Us, meanUs, disagreements, compared }: Figures,
  goal: { readonly perSecond?: number; readonly p50Us?: number; readonly p99Us?: number } = {},
): void {
  const { perSecond: least = 0, p50Us: longestP50 = Infinity, p99Us: longestP99 = Infinity } = goal
  const wanted = [
    ...(goal.perSecond === undefined ? [] : [`>= ${rate(goal.perSecond)}`]),
    ...(goal.p50Us === undefined ? [] : [`p50 <= ${goal.p50Us} us`]),
    ...(goal.p99Us === undefined ? [] : [`p99 <= ${goal.p99Us} us`]),
  ]
  const apart = disagreements === 0 ? '' : `  ${disagreements} of ${compared} apart`
  report({
    what: name,
    figure: `${rate(perSecond).padStart(11)}  p50 ${us(p50Us)}  p99 ${us(p99Us)}${apart}`,
    goal: wanted.join(', '),
    isMet: wanted.length === 0 ? null : perSecond >= least && p50Us <= longestP50 && p99Us <= longestP99,
    values: { perSecond, p50Us, p99Us, meanUs, disagreements, compared },
  })
}

/** Reports how many times one figure is another. */
export function reportRatio(what: string, ratio: number, goal: { atLeast?: number; atMost?: number } = {}): void {
  const { atLeast, atMost } = goal
  report({
    what,
    figure: `${ratio >= 100 ? ratio.toFixed(0) : ratio.toFixed(2)} times`,
    goal: [atLeast === undefined ? '' : `>= ${atLeast}`, atMost === undefined ? '' : `<= ${atMost}`].join(''),
    isMet:
      atLeast === undefined && atMost === undefined ? null : ratio >= (atLeast ?? 0) && ratio <= (atMost ?? Infinity),
    values: { ratio },
  })
}

/** Writes all lines so far as JSON. */
export function saveReport(path: string): void {
  writeFileSync(path, `${JSON.stringify(lines, null, 2)}\n`)
}

/** How many goals were met, and how many there were. */
export function countGoals(): { readonly met: number; readonly all: number } {
  const held = lines.filter(({ isMet }) => isMet !== null)
  return { met: held.filter(({ isMet }) => isMet).length, all: held.length }
}

const rate = (perSecond: number): string =>
  perSecond >= 10_000 ? `${(perSecond / 1000).toFixed(0)} k/s` : `${perSecond.toFixed(0)} /s`

const us = (time: number): string => `${time >= 100 ? time.toFixed(0) : time.toFixed(2)} us`
