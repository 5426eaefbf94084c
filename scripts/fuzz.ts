// `npm run fuzz -- --minutes N [--seed S]`: compares our Cedar with the official one for as long as one likes.
// The generators and the comparison are those of `npm test`; every round has a seed of its own, printed with its counts.
import { parseArgs } from 'node:util'
import { compareDecisions, compareParsers } from '../tests/differential/language-run.ts'

const roundMs = 10_000
const damagedTextsPerRound = 10_000

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
})
const minutes = Number(values.minutes)
const firstSeed = Number(values.seed ?? Date.now() % 2 ** 32)
if (!(minutes > 0) || !Number.isInteger(firstSeed)) {
  console.error('usage: npm run fuzz -- --minutes N [--seed S], N above 0 and S a whole number')
  process.exit(2)
}

const endsAt = Date.now() + minutes * 60_000
let cases = 0
let texts = 0
for (let seed = firstSeed; Date.now() < endsAt; seed += 1) {
  const policies = compareDecisions('policies', seed, forMs(roundMs))
  const values = compareDecisions('values', seed, forMs(roundMs))
  const parsers = compareParsers(seed, damagedTextsPerRound)
  const disagreements = [policies, values, parsers].flatMap((report) => report.disagreements)
  cases += policies.cases + values.cases
  texts += parsers.texts
  console.log(
    `seed ${seed}: ${policies.cases} cases of policies (${policies.allowed} allowed, ${policies.forbidden} forbidden, ` +
      `${policies.faulty} with faults), ${values.cases} of values, ${parsers.texts} damaged texts ` +
      `(${parsers.accepted} taken): ${disagreements.length} disagreements`,
  )
  if (disagreements.length === 0) continue
  console.log(disagreements.join('\n'))
  process.exit(1)
}
console.log(`${cases} cases and ${texts} damaged texts from seed ${firstSeed} on: no disagreement`)

/** Says stop after some time, and when the whole run ends. */
function forMs(ms: number): () => boolean {
  const stopsAt = Math.min(endsAt, Date.now() + ms)
  return () => Date.now() >= stopsAt
}
