import type { Engine } from '../../src/engine/engine.ts'
import { seed } from '../options.ts'
import { makeCatalogue } from './catalogue.ts'
import { engineOf, libraryAssignments } from './records.ts'
import { sizes, type WorldSize } from './world-size.ts'
import { makeWorld, type World } from './world.ts'

/** A world, and an engine that knows it. */
export interface Library {
  readonly world: World
  readonly engine: Engine
  /** How large it is, for the report. */
  readonly says: string
}

/** Makes a world that differs from the small one in what is given. */
export function givenLibrary(difference: Partial<WorldSize>, roleFactor = 1): Library {
  const world = makeWorld({ ...sizes.small, ...difference }, makeCatalogue(seed, roleFactor), seed)
  const count = (number: number) => number.toLocaleString('en')
  const says = [
    `${count(world.holderCount - 100)} users in 100 groups`,
    `${count(world.folders.count)} folders to depth ${world.size.depth}`,
    `${count(world.assignmentCount)} assignments and ${count(libraryAssignments(world))} that open the library`,
    `${count(world.customs.length)} custom policies`,
  ]
  return { world, engine: engineOf(world), says: says.join(', ') }
}
