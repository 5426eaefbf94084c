import { planFeatures, planOpens, plans, type Plan, type PlanFeature } from '../../domain/plan.ts'
import { refusal } from '../../domain/errors.ts'
import { reading } from '../operation.ts'

/** One thing that plans gate. */
export interface ShownFeature {
  readonly id: PlanFeature
  /** As in a sentence: "custom folder roles". */
  readonly says: string
  readonly opens: (typeof planFeatures)[PlanFeature]['opens']
  readonly isOpen: boolean
}

/** The plan of an account and what it unlocks. */
export interface ShownPlan {
  readonly plan: Plan
  /** All there are, the smallest first. */
  readonly plans: readonly Plan[]
  readonly assetsAdvanced: boolean
  readonly features: readonly ShownFeature[]
}

/** Shows the plan of the account, and what it unlocks. */
export const describePlan = reading<object, ShownPlan>({
  name: 'plan.describe',
  summary: 'Show the plan of the account and what it unlocks.',
  access: {
    type: 'anyone',
    why: 'whoever is in an account meets its plan in every refusal; it says nothing of anybody',
  },
  run: async (_, { engine }) => {
    const { account } = engine.snapshot
    if (account === null) throw refusal('unavailable', undefined)
    const features = Object.entries(planFeatures).map(([id, { opens, says }]) => {
      // The keys of the table are its features.
      const feature = id as PlanFeature
      return { id: feature, says, opens, isOpen: planOpens(account, feature) }
    })
    return { plan: account.plan, plans, assetsAdvanced: account.assetsAdvanced, features }
  },
})
