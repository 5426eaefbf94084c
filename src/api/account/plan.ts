import { z } from 'zod'
import { plans } from '../../domain/plan.ts'
import { endpoint } from '../endpoint.ts'

/** Shows the plan of the account. */
export const getPlan = endpoint({
  id: 'getPlan',
  family: 'decisions',
  method: 'GET',
  path: '/api/plan',
  operation: 'plan.describe',
  summary: 'Shows the plan of the account, and what it unlocks.',
  source: 'Rolecall: docs/reference/decisions.md',
  request: z.object({}),
  success: {
    status: 200,
    schema: z.object({
      plan: z.enum(plans),
      plans: z.array(z.enum(plans)).describe('All there are, the smallest first.'),
      assets_advanced: z.boolean(),
      features: z.array(
        z.object({
          id: z.string(),
          says: z.string().describe('What it is, as in a sentence.'),
          opens: z.string().describe('The plan that opens it, or `assets_advanced`.'),
          open: z.boolean(),
        }),
      ),
    }),
  },
  toInput: () => ({}),
  toWire: ({ plan, plans: all, assetsAdvanced, features }) => ({
    plan,
    plans: [...all],
    assets_advanced: assetsAdvanced,
    features: features.map(({ id, says, opens, isOpen }) => ({ id, says, opens, open: isOpen })),
  }),
})
