// A process of its own for `npm run bench`: contenders on one world; asks a round's questions for each message.
import { contenders, termsOf } from './contestants/contenders.ts'
import { askAll, warmUp, type Contestant } from './measure.ts'
import { givenLibrary } from './workload/library.ts'
import { sizes } from './workload/world-size.ts'

const [named, ...keys] = process.argv.slice(2)
const size = named === 'large' ? 'large' : 'small'
const terms = termsOf(givenLibrary(sizes[size]), size)
const contestants = new Map<string, Contestant>()
for (const { key, name, make } of contenders) {
  if (!keys.includes(key)) continue
  const contestant = await make(name, terms)
  warmUp(contestant)
  contestants.set(key, contestant)
}
process.on('message', (message) => {
  // Only our own script is at the other end.
  const { key, round } = message as { readonly key: string; readonly round: number }
  const contestant = contestants.get(key)
  if (contestant !== undefined) process.send?.(askAll(contestant, round))
})
process.send?.('warm')
