import { after, before, describe } from 'node:test'
import { openStore } from '../../src/store/open.ts'
import type { StorePlace } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { cascadeContract } from './cascade-contract.ts'
import { changeLogContract } from './change-log-contract.ts'
import { concurrencyContract } from './concurrency-contract.ts'
import { constraintContract } from './constraint-contract.ts'
import { listContract } from './list-contract.ts'
import { loadContract } from './load-contract.ts'
import { openContract } from './open-contract.ts'
import { pagingContract } from './paging-contract.ts'
import { recordContract } from './record-contract.ts'
import { secretContract } from './secret-contract.ts'
import { textContract } from './text-contract.ts'

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

/** What every driver of the store must do, as tests; `makePlace` makes an empty database. */
export function storeContract(name: string, makePlace: () => Promise<EmptyPlace>): void {
  describe(name, () => {
    let empty: EmptyPlace | undefined
    let store: Store | undefined
    before(async () => {
      empty = await makePlace()
      store = await openStore(empty.place)
    })
    after(async () => {
      await store?.close()
      await empty?.remove()
    })
    const made = <T>(what: T | undefined): T => {
      if (what === undefined) throw new Error('the store could not be opened')
      return what
    }
    const setting: ContractSetting = { store: () => made(store), place: () => made(empty).place, makePlace }
    recordContract(setting)
    listContract(setting)
    pagingContract(setting)
    textContract(setting)
    constraintContract(setting)
    changeLogContract(setting)
    secretContract(setting)
    cascadeContract(setting)
    concurrencyContract(setting)
    loadContract(setting)
    openContract(setting)
  })
}
