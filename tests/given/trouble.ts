// Databases that fail or wait: they are what is faked, not our own code.
import type { Store } from '../../src/store/store.ts'
import { StoreUnavailable } from '../../src/store/errors.ts'

/** What comes before a call of the store. */
export type Trouble = { [Name in keyof Store]?: (() => Promise<void>) | undefined }

/** A store that fails or waits where a test says so: the database out of reach is what is faked, not our own code. */
export function troubled(store: Store, trouble: Trouble): Store {
  return new Proxy(store, {
    get: (target, name: keyof Store) => {
      const method: unknown = Reflect.get(target, name)
      return (...parameters: readonly unknown[]) => {
        const call = (): unknown => (method as (...all: readonly unknown[]) => unknown)(...parameters)
        const before = trouble[name]
        if (before === undefined) return call()
        if (name !== 'load') return before().then(call)
        return (async function* () {
          await before()
          yield* call() as AsyncIterable<unknown>
        })()
      }
    },
  })
}

/** A database out of reach. */
export const gone = async (): Promise<never> => {
  throw new StoreUnavailable('test')
}
