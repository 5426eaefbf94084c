import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import type { InputOf } from '../operation-types.ts'
import { base, environment, filledText, integerOrAbsent, orAbsent, textOrAbsent } from './fields.ts'
import { readCondition, readResult, rule, spellRule } from './metadata-rule-wire.ts'

const source = 'Structured Metadata API 0.5.5, conditional metadata rules; api-surface 3.5'
const rules = `${base}/metadata_rules` as const
const named = { ...environment, external_id: filledText.describe('The id of the rule.') }
const definition = {
  metadata_field_id: textOrAbsent.describe('The field that the rule is about.'),
  name: textOrAbsent,
  condition: z
    .unknown()
    .optional()
    .describe(
      'Of one field (`metadata_field_id`): `populated` true or false, `equals` a value, `includes` all of a list of ' +
        'choices; or a list of conditions in `and`, `or`. Must not look at fields whose own rules look at this one.',
    ),
  result: z
    .unknown()
    .optional()
    .describe(
      '`set_mandatory`, `apply_value` (`value`, `mode`: default, override, append) and `activate_values` (`all`, or ' +
        '`external_ids` and `mode`: append, override) are enforced; `enable`, `disable` and `hide` are kept for what ' +
        'shows the field.',
    ),
  state: orAbsent(z.enum(['active', 'inactive'])),
  position: integerOrAbsent(0, 1_000_000).describe('Rules of one field apply in this order; behind all when absent.'),
}
const body = Object.keys(definition) as (keyof typeof definition)[]

const toChange = (
  wire: z.output<z.ZodObject<typeof definition>>,
): Omit<InputOf<'metadata-rule.create'>, 'environmentId'> => ({
  fieldId: wire.metadata_field_id ?? undefined,
  label: wire.name ?? undefined,
  condition: wire.condition === undefined ? undefined : readCondition(wire.condition),
  result: wire.result === undefined ? undefined : readResult(wire.result),
  isActive: wire.state ? wire.state === 'active' : undefined,
  position: wire.position ?? undefined,
})

/** Lists conditional metadata rules. */
export const listMetadataRules = endpoint({
  id: 'listMetadataRules',
  family: 'admin',
  method: 'GET',
  path: rules,
  operation: 'metadata-rule.list',
  summary: 'Lists the conditional metadata rules that the caller may see, in their order.',
  source,
  request: z.object(environment),
  success: { status: 200, schema: z.object({ metadata_rules: z.array(rule) }) },
  toInput: (_, { environmentId }) => ({ environmentId }),
  toWire: (output) => ({ metadata_rules: output.map(spellRule) }),
})

/** Makes a conditional metadata rule. */
export const createMetadataRule = endpoint({
  id: 'createMetadataRule',
  family: 'admin',
  method: 'POST',
  path: rules,
  operation: 'metadata-rule.create',
  summary: 'Makes a conditional metadata rule: what a field is while others have some values.',
  source,
  request: z.object({
    ...environment,
    ...definition,
    metadata_field_id: filledText.describe('The field that the rule is about.'),
    name: filledText,
    condition: definition.condition.nonoptional(),
    result: definition.result.nonoptional(),
  }),
  body,
  success: { status: 200, schema: rule },
  toInput: (wire, { environmentId }) => ({ environmentId, ...toChange(wire) }),
  toWire: spellRule,
})

/** Changes a conditional metadata rule. */
export const updateMetadataRule = endpoint({
  id: 'updateMetadataRule',
  family: 'admin',
  method: 'PUT',
  path: `${rules}/{external_id}`,
  operation: 'metadata-rule.update',
  summary: 'Changes a conditional metadata rule; what the request leaves out stays.',
  source,
  request: z.object({ ...named, ...definition }),
  body,
  success: { status: 200, schema: rule },
  toInput: ({ external_id, ...wire }, { environmentId }) => ({ environmentId, name: external_id, ...toChange(wire) }),
  toWire: spellRule,
})

/** Deletes a conditional metadata rule. */
export const deleteMetadataRule = endpoint({
  id: 'deleteMetadataRule',
  family: 'admin',
  method: 'DELETE',
  path: `${rules}/{external_id}`,
  operation: 'metadata-rule.delete',
  summary: 'Deletes a conditional metadata rule; values that it gave stay.',
  source,
  request: z.object(named),
  success: { status: 200, schema: z.object({ success: z.boolean(), message: z.string() }) },
  toInput: ({ external_id }, { environmentId }) => ({ environmentId, name: external_id }),
  toWire: () => ({ success: true, message: 'ok' }),
})
