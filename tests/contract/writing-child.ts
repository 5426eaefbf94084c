// A process that writes to a SQLite store until it is killed, and tells its parent of each acknowledged revision.
import * as Ids from '../../src/domain/ids.ts'
import { openStore } from '../../src/store/open.ts'
import { attribution, givenRecords } from './given.ts'

const [dataDir = '', account = '', writer = '', writes = ''] = process.argv.slice(2)
const store = await openStore({ dataDir })
const given = givenRecords(Ids.accountId(account))
for (let position = 0; position < Number(writes); position++) {
  const id = `${writer}-${process.pid}-${position}`
  const { entry } = await store.transact(given.accountId, attribution(), async (transaction) => {
    await transaction.put('group', given.group({ id: Ids.groupId(id), name: id }))
    await transaction.put('user', given.user({ id: Ids.userId(id), email: id }))
  })
  process.send?.({ revision: entry?.revision, id })
}
await store.close()
process.disconnect()
