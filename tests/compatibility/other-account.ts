import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { accountId, accountKeyId, assignmentId, roleId } from '../../src/domain/ids.ts'
import { applyBootstrap } from '../../src/operations/bootstrap/apply-bootstrap.ts'
import { readBootstrap } from '../../src/operations/bootstrap/read-bootstrap.ts'
import { compose } from '../../src/server/compose.ts'
import { createLog } from '../../src/server/log.ts'

/** The second account of a store, and its only key: a Master Admin there, and nobody in the first account. */
export const otherAccount = { id: 'acc2', key: 'OTHER', secret: 'other secret' } as const

/** Puts the account of a bootstrap file and {@link otherAccount} into an empty store. */
export async function prepareTwoAccounts(dataDir: string, content: unknown): Promise<void> {
  const house = await compose({ dataDir, databaseUrl: null, secretKey: undefined, log: createLog('silent') })
  try {
    const at = house.clock()
    const read = readBootstrap(content, { catalogue: systemCatalogue, ids: house.ids, at })
    if ('faults' in read) throw new Error(JSON.stringify(read.faults))
    await applyBootstrap(house, read.draft)
    const stamp = { accountId: accountId(otherAccount.id), createdAt: at, updatedAt: at }
    const id = accountKeyId(otherAccount.key)
    await house.store.createAccount(
      { ...read.draft.account, id: stamp.accountId, name: 'Other' },
      { by: { type: 'operator', id: 'test' }, operation: 'account.bootstrap', requestId: null, at },
      async (transaction) => {
        await transaction.put('account_key', {
          ...stamp,
          id,
          name: 'other',
          isEnabled: true,
          purpose: null,
          createdBy: null,
          ownerId: null,
        })
        await transaction.put('assignment', {
          ...stamp,
          id: assignmentId('a'),
          principal: { type: 'account_key', id },
          roleId: roleId('cld::role::account::master_admin'),
          reach: { type: 'account' },
          parameter: null,
          expiresAt: null,
        })
        await transaction.putKeySecret('account_key', id, house.sealer.seal(id, otherAccount.secret))
      },
    )
  } finally {
    await house.close()
  }
}
