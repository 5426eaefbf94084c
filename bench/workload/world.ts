import { levels, rolesOf, type WorkloadCatalogue } from './catalogue.ts'
import { makeCustoms, type WorkloadCustom } from './customs.ts'
import { makeFolders, type WorkloadFolders } from './folders.ts'
import { environmentCount, groupCount, isKey } from './ids.ts'
import { Random } from './random.ts'
import type { WorldSize } from './world-size.ts'

const levelShares = [0.5, 4, 80, 15.5] as const

/** One assignment; `target` is a folder, a collection or an environment, and -1 for all environments. */
export interface WorkloadAssignment {
  readonly role: number
  readonly target: number
}

/** A library with its holders, all in numbers. */
export interface World {
  readonly size: WorldSize
  readonly seed: number
  readonly catalogue: WorkloadCatalogue
  readonly folders: WorkloadFolders
  readonly collectionCount: number
  readonly holderCount: number
  /** The groups of a holder; empty for groups and API keys. */
  readonly groupsOf: readonly (readonly number[])[]
  readonly assignmentsOf: readonly (readonly WorkloadAssignment[])[]
  readonly assignmentCount: number
  readonly customs: readonly WorkloadCustom[]
}

/** Makes a world of workload W; the same size and seed give the same world. */
export function makeWorld(size: WorldSize, catalogue: WorkloadCatalogue, seed: number): World {
  const folders = makeFolders(size, seed)
  const holderCount = groupCount + size.users + size.extraUsers
  const random = new Random(seed, 'memberships')
  const groupsOf = Array.from({ length: holderCount }, (_, holder) =>
    holder < groupCount || isKey(holder) ? [] : randomGroups(random),
  )
  const collectionCount = Math.max(50, Math.floor(size.folders / 20))
  const assignmentsOf = assign(size, folders, collectionCount, seed)
  const assignmentCount = assignmentsOf.reduce((sum, own) => sum + own.length, 0)
  const base = assignmentsOf.slice(0, groupCount + size.users).reduce((sum, own) => sum + own.length, 0)
  const customs = makeCustoms({ size, seed, count: Math.round(base / 100) })
  const known = { size, seed, catalogue, folders, collectionCount, holderCount }
  return { ...known, groupsOf, assignmentsOf, assignmentCount, customs }
}

function randomGroups(random: Random): number[] {
  const picked = new Set<number>()
  for (let left = random.below(5); left > 0; left--) picked.add(random.below(groupCount))
  return [...picked]
}

function assign(
  size: WorldSize,
  folders: WorkloadFolders,
  collectionCount: number,
  seed: number,
): readonly (readonly WorkloadAssignment[])[] {
  const random = new Random(seed, 'assignments')
  const byLevel = levels.map((level) => rolesOf[level])
  const targetOf = (level: number): number => {
    if (level === 0) return -1
    if (level === 1) return random.below(environmentCount)
    return level === 3 ? random.below(collectionCount) : randomFolder(random, folders, size.folders)
  }
  const holderCount = groupCount + size.users + size.extraUsers
  return Array.from({ length: holderCount }, () => {
    const own = new Map<string, WorkloadAssignment>()
    for (let left = 1 + random.below(2 * size.assignments - 1); left > 0; left--) {
      const level = random.share(levelShares)
      const one = { role: random.pick(byLevel[level] ?? []), target: targetOf(level) }
      own.set(`${one.role}:${one.target}`, one)
    }
    return [...own.values()]
  })
}

/** 40 % lie in the top three levels. */
function randomFolder(random: Random, folders: WorkloadFolders, count: number): number {
  return random.chance(0.4) ? random.below(folders.topCount) : random.below(count)
}
