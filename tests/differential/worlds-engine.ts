// One engine with the model it was made from, changed together and put back.
import type { Catalogue } from '../../src/domain/catalogue.ts'
import type { Change } from '../../src/domain/change.ts'
import { createEngine, type Engine } from '../../src/engine/engine.ts'
import { changeOf, Model } from './worlds-model.ts'
import { WorldMaker } from './worlds-random.ts'
import { accountId } from './worlds-records.ts'
import type { Random } from './language-random.ts'

/** A world to ask, and to change for a moment. */
export interface TriedWorld {
  readonly model: Model
  readonly maker: WorldMaker
  readonly engine: Engine
  /** Applies changes that the model has taken in already. */
  readonly apply: (changes: readonly Change[]) => void
  /** Applies changes, runs, and takes the changes back. */
  readonly during: <T>(changes: readonly Change[], run: () => T) => T
}

/** Makes a world of so many random changes, after those that `begin` makes. */
export function makeWorld(
  random: Random,
  catalogue: Catalogue,
  steps: number,
  begin: (model: Model) => void,
): TriedWorld {
  const model = new Model()
  const maker = new WorldMaker(model, random, catalogue)
  maker.begin()
  for (let step = 0; step < steps; step++) maker.next()
  maker.end()
  begin(model)
  const engine = createEngine(catalogue)
  engine.load(model.asLoaded(), 0)
  const apply = (changes: readonly Change[]): void => {
    const by = { type: 'operator', id: 'test' } as const
    engine.apply({ accountId, revision: engine.revision + 1, at: 0, by, operation: 'test', requestId: null, changes })
  }
  return {
    ...{ model, maker, engine, apply },
    during: (changes, run) => {
      apply(changes)
      const result = run()
      apply(changes.map(({ noun, before, after }) => changeOf(noun, after, before)).reverse())
      return result
    },
  }
}
