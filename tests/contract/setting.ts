import type { StorePlace } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'

/** An empty place for a store. */
export interface EmptyPlace {
  readonly place: StorePlace
  readonly remove: () => Promise<void>
}

/** What the tests of a contract are given. */
export interface ContractSetting {
  /** One store for all tests: each makes an account of its own. */
  readonly store: () => Store
  /** Where that store lives, for a second store on the same database. */
  readonly place: () => StorePlace
  readonly makePlace: () => Promise<EmptyPlace>
}

/** Tests that every driver must pass, by what they say. */
export type Contract = Readonly<Record<string, (setting: ContractSetting) => Promise<void>>>

/** Makes one test of each case. */
export function eachOf<T>(
  cases: readonly T[],
  nameOf: (each: T) => string,
  run: (setting: ContractSetting, each: T) => Promise<void>,
): Contract {
  return Object.fromEntries(cases.map((each) => [nameOf(each), (setting: ContractSetting) => run(setting, each)]))
}
