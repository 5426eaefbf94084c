// A process of its own for `npm run bench`: one contender on one world; asks a round's questions for each message.
import { contenders, termsOf } from './contestants/contenders.ts'
import { askAll, warmUp } from './measure.ts'
import { givenLibrary } from './workload/library.ts'
import { sizes } from './workload/world.ts'

const [key, named] = process.argv.slice(2)
const size = named === 'large' ? 'large' : 'small'
const found = contenders.find((one) => one.key === key)
if (found === undefined) throw new TypeError(`no contender is called \`${key}\``)
const contestant = await found.make(found.name, termsOf(givenLibrary(sizes[size]), size))
warmUp(contestant)
process.on('message', (round) => process.send?.(askAll(contestant, Number(round))))
process.send?.('warm')
