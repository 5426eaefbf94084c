import type { Plan } from '../../domain/plan.ts'
import type { AccountRecord } from '../../domain/records.ts'
import { writing } from '../operation.ts'

/** What an account is to have; what is absent stays as it is. */
export interface PlanChange {
  readonly plan?: Plan | undefined
  readonly assetsAdvanced?: boolean | undefined
}

/**
 * Sets what an account has. After a downgrade everything that was made before stays, counts, and may be read and deleted;
 * what the plan lacks can't be made or changed any more.
 */
export const changePlan = writing<PlanChange, AccountRecord>({
  name: 'account.change-plan',
  summary: 'Set the plan of an account.',
  access: { type: 'operator', why: 'what an account has is agreed with the operator, and nobody in it may change it' },
  run: async ({ plan, assetsAdvanced }, { store, caller, at }) => {
    const account = await store.find('account', { id: caller.accountId })
    if (account === undefined) throw new Error('the account of a transaction is stored')
    const after = { plan: plan ?? account.plan, assetsAdvanced: assetsAdvanced ?? account.assetsAdvanced }
    if (after.plan === account.plan && after.assetsAdvanced === account.assetsAdvanced) return account
    const changed = { ...account, ...after, updatedAt: at }
    await store.put('account', changed)
    return changed
  },
})
