// `npm run bench`: workload W on our engine and on its peers, side by side in one run.
import { availableParallelism, loadavg } from 'node:os'
import { installPeers } from './contestants/peers.ts'
import { readOptions, type Part } from './options.ts'
import { countGoals, saveReport } from './report.ts'
import { measureAssets } from './sections/assets.ts'
import { measureDecisions } from './sections/decisions.ts'
import { measureGrowth, measureShapes } from './sections/growth.ts'
import { measureHttp } from './sections/http.ts'
import { measureListing } from './sections/listing.ts'
import { measureMemory, measureRestoring } from './sections/memory.ts'
import { measureUsers } from './sections/users.ts'
import { givenLibrary, type Library } from './workload/library.ts'
import { sizes } from './workload/world-size.ts'

const options = readOptions(process.argv.slice(2))
const startedAt = performance.now()
const wants = (part: Part): boolean => options.only === null || options.only === part

console.log(`Workload W as our model has it: 100 system policies in 50 roles and 10 actions of a catalogue of our own;
account-level roles reach all environments, an environment's condition is the reach of the assignment; collection
policies apply to collections; every holder may open the Media Library, itself or through a group; 70 % of the
questions are allowed, as a slow oracle decides that shares nothing with the engine. Requests are objects as a JSON
parser yields them; parsed before the first round and asked in each, which is what the goals were set on, or "once":
parsed shortly before. Each figure is the median of rounds in which all take turns, peers in processes of their own;
ratios are of rates.`)

sayLoad()
const peers = installPeers()
if (wants('decisions')) await measureDecisions('small', peers)
if (wants('growth')) {
  measureShapes()
  measureGrowth()
}
if (wants('memory')) measureMemory()
if (!options.isQuick && wants('decisions')) await measureDecisions('large', peers)
if (!options.isQuick) measureLarge()
if (wants('users')) await measureUsers()
if (wants('assets')) await measureAssets(options.assets)
if (wants('http')) await measureHttp(options.isQuick, peers)

sayLoad()
const { met, all } = countGoals()
console.log(`\n${met} of ${all} goals met, in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
if (options.jsonPath !== null) saveReport(options.jsonPath)

/** Beside other work, calls that take longer than a turn on the processor are slowed most: peers more than us. */
function sayLoad(): void {
  const [minute = 0] = loadavg()
  const cores = availableParallelism()
  const warning = minute > cores ? ': too busy for the figures to mean much' : ''
  console.log(`\nload over the last minute: ${minute.toFixed(1)} on ${cores} cores${warning}`)
}

function measureLarge(): void {
  if (!wants('listing') && !wants('memory')) return
  const library: Library = givenLibrary(sizes.large)
  if (wants('listing')) measureListing(library)
  if (wants('memory')) measureRestoring(library)
}
