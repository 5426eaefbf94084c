/**
 * Finds the candidates that a text was probably meant to be: those that differ by few letters, or that go on where it
 * ends; the nearest first.
 *
 * @returns at most three, each once
 */
export function nearest(text: string, candidates: readonly string[]): readonly string[] {
  const sought = text.toLowerCase()
  const farthest = Math.floor(sought.length / 3) + 1
  const near = [...new Set(candidates)]
    .map((candidate) => ({ candidate, distance: distanceOf(sought, candidate.toLowerCase(), farthest) }))
    .filter(({ distance }) => distance <= farthest)
  return near
    .sort((one, other) => one.distance - other.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** Asks whether one of these was meant; empty when none comes near. */
export function didYouMean(text: string, candidates: readonly string[]): string {
  const near = nearest(text, candidates)
  return near.length === 0 ? '' : `; did you mean ${near.map((one) => `\`${one}\``).join(' or ')}?`
}

function distanceOf(sought: string, candidate: string, farthest: number): number {
  if (sought.length >= 2 && candidate.includes(sought)) return farthest
  if (Math.abs(sought.length - candidate.length) > farthest) return farthest + 1
  return editsBetween(sought, candidate)
}

/** Letters to put in, take out or put in another's place (Levenshtein). */
function editsBetween(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (const [row, letter] of Array.from(one).entries()) {
    const current = [row + 1]
    for (const [column, otherLetter] of Array.from(other).entries()) {
      const replaced = (before[column] ?? 0) + (letter === otherLetter ? 0 : 1)
      current.push(Math.min(replaced, (before[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    before = current
  }
  return before.at(-1) ?? 0
}
