import { after, before, describe, test } from 'node:test'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { blobContract } from './blob-contract.ts'
import { cascadeContract } from './cascade-contract.ts'
import { changeLogContract } from './change-log-contract.ts'
import { concurrencyContract } from './concurrency-contract.ts'
import { constraintContract } from './constraint-contract.ts'
import { identityContract } from './identity-contract.ts'
import { collaborationContract } from './collaboration-contract.ts'
import { libraryContract } from './library-contract.ts'
import { listContract } from './list-contract.ts'
import { loadContract } from './load-contract.ts'
import { loginContract } from './login-contract.ts'
import { openContract } from './open-contract.ts'
import { pagingContract } from './paging-contract.ts'
import { recordContract } from './record-contract.ts'
import { secretContract } from './secret-contract.ts'
import type { Contract, ContractSetting, EmptyPlace } from './setting.ts'
import { textContract } from './text-contract.ts'
import { uploadContract } from './upload-contract.ts'
import { usageContract } from './usage-contract.ts'
import { userListContract } from './user-list-contract.ts'
import { versionContract } from './version-contract.ts'

const contracts: Readonly<Record<string, Contract>> = {
  records: recordContract,
  'look-ups and filters': listContract,
  'lists in parts': pagingContract,
  'questions about libraries': libraryContract,
  'working together': collaborationContract,
  'blobs and libraries': blobContract,
  'uploads in pieces': uploadContract,
  texts: textContract,
  constraints: constraintContract,
  'the change log': changeLogContract,
  secrets: secretContract,
  'signing in': identityContract,
  'last sign-ins': loginContract,
  'lists of users': userListContract,
  'versions of records': versionContract,
  'use and usage': usageContract,
  'deleting with dependents': cascadeContract,
  'writers at the same time': concurrencyContract,
  'loading an account': loadContract,
  opening: openContract,
}

/** What every driver of the store must do, as tests, and what this one must do besides; `makePlace` makes an empty
 * database. */
export function storeContract(
  name: string,
  makePlace: () => Promise<EmptyPlace>,
  own: Readonly<Record<string, Contract>> = {},
): void {
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
    const setting: ContractSetting = { store: () => made(store), place: () => made(empty).place, makePlace }
    for (const [part, contract] of Object.entries({ ...contracts, ...own })) {
      describe(part, () => {
        for (const [says, run] of Object.entries(contract)) test(says, () => run(setting))
      })
    }
  })
}

function made<T>(what: T | undefined): T {
  if (what === undefined) throw new Error('the store could not be opened')
  return what
}
