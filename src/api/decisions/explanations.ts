import { z } from 'zod'
import { spellMissing } from '../denial.ts'
import { endpoint } from '../endpoint.ts'
import { text } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import { principalTypeName, principalTypeNames, scopeTypeNames } from '../spellings.ts'
import { decisionFields, spellDecision } from './spell-decision.ts'

const need = z.object({
  action: z.string(),
  resource: z.record(z.string(), z.unknown()),
  scope: z.object({ type: z.enum(scopeTypeNames), id: z.string().optional() }),
  decision: z.object(decisionFields).describe('As it would be decided now; what would be missing is in it.'),
})

const explained = z
  .object({
    explain_id: z.string(),
    principal: z.object({ type: z.enum([...principalTypeNames, 'preset', 'operator']), id: z.string() }),
    request: z.string().describe('The method and the path that were denied.'),
    at: z.string().describe('ISO 8601, in UTC.'),
    needs: z.array(need).describe('What the request needed, and the principal did not hold then.'),
    revision: z.int().describe('The revision of the account that was decided on.'),
  })
  .meta({ id: 'ExplainedDenial' })

/** Explains a denial. */
export const explainDenial = endpoint({
  id: 'explainDenial',
  family: 'decisions',
  method: 'GET',
  path: '/api/decisions/explanations/{explain_id}',
  operation: 'decision.explain-denial',
  summary:
    'Explains a denial by the `explain_id` of its answer: every need with the policies and roles behind its decision. To ' +
    'whoever was denied, and to who may read that principal. A server remembers the last 10,000 denials that it answered ' +
    'itself, until it stops.',
  source: 'Rolecall: docs/reference/decisions.md',
  request: z.object({ explain_id: text }),
  success: { status: 200, schema: explained },
  toInput: ({ explain_id }) => ({ explainId: explain_id }),
  toWire: ({ record, needs }, { revision }) => ({
    explain_id: record.id,
    principal: { type: spellType(record.by.type), id: record.by.id },
    request: record.request,
    at: new Date(record.at).toISOString(),
    needs: needs.map(spellNeed),
    revision,
  }),
})

type Explained = OutputOf<'decision.explain-denial'>
type AuthorType = Explained['record']['by']['type']

const spellType = (type: AuthorType): z.output<typeof explained>['principal']['type'] =>
  type === 'preset' || type === 'operator' ? type : principalTypeName(type)

function spellNeed({ need: one, decided }: Explained['needs'][number]): z.output<typeof need> {
  const { action, resource, scope } = spellMissing(one, null)
  return { action, resource: { ...resource }, scope, decision: spellDecision(decided) }
}
