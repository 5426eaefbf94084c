import { Random } from './random.ts'
import type { WorldSize } from './world-size.ts'

/** Shares of the levels 2 to 8 in per cent; the five top folders, one in each environment, are level 1. */
const depthShares = [5, 10, 20, 25, 20, 12, 8] as const
const topFolders = 5

/** A folder tree in numbers; a parent's number is smaller than its children's. */
export interface WorkloadFolders {
  readonly count: number
  /** -1 at the top. */
  readonly parents: Int32Array
  readonly environments: Uint8Array
  /** The folders of the first three levels are numbered below this. */
  readonly topCount: number
  childrenOf(folder: number): Int32Array
}

/** Makes the tree: the folders of each level have a parent drawn uniformly from the level above. */
export function makeFolders(size: WorldSize, seed: number): WorkloadFolders {
  const count = size.folders + size.extraFolders
  const parents = new Int32Array(count).fill(-1)
  const environments = new Uint8Array(count)
  const starts = levelStarts(size)
  const random = new Random(seed, 'folders')
  for (let level = 1; level < starts.length - 1; level++) {
    const [above = 0, from = 0, to = 0] = starts.slice(level - 1, level + 2)
    for (let folder = from; folder < to; folder++) parents[folder] = above + random.below(from - above)
  }
  const extra = new Random(seed, 'extra folders')
  for (let folder = size.folders; folder < count; folder++) parents[folder] = extra.below(size.folders)
  for (let folder = 0; folder < count; folder++) {
    const parent = parents[folder] ?? -1
    environments[folder] = parent < 0 ? folder : (environments[parent] ?? 0)
  }
  return { count, parents, environments, topCount: starts[Math.min(3, starts.length - 1)] ?? 0, ...children(parents) }
}

/** Where each level begins, the end last. */
function levelStarts({ folders, depth }: WorldSize): readonly number[] {
  const shares: readonly number[] = depth === 8 ? depthShares : Array.from({ length: depth - 1 }, () => 1)
  const sum = shares.reduce((one, other) => one + other, 0)
  const starts = [0, topFolders]
  let met = 0
  for (const share of shares) {
    met += share
    starts.push(topFolders + Math.round(((folders - topFolders) * met) / sum))
  }
  return starts
}

function children(parents: Int32Array): Pick<WorkloadFolders, 'childrenOf'> {
  const ends = new Int32Array(parents.length + 1)
  for (const parent of parents) if (parent >= 0) ends[parent + 1] = (ends[parent + 1] ?? 0) + 1
  for (let at = 1; at < ends.length; at++) ends[at] = (ends[at] ?? 0) + (ends[at - 1] ?? 0)
  const next = ends.slice()
  const list = new Int32Array(parents.length)
  for (const [folder, parent] of parents.entries()) {
    if (parent < 0) continue
    const position = next[parent] ?? 0
    list[position] = folder
    next[parent] = position + 1
  }
  return { childrenOf: (folder) => list.subarray(ends[folder] ?? 0, ends[folder + 1] ?? 0) }
}
