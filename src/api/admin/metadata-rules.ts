import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { base, environment, filledText } from './fields.ts'

const source = 'Admin API 0.7.5, conditional metadata rules; api-surface 3.5'
const rules = `${base}/metadata_rules` as const
const named = { ...environment, external_id: filledText }
const nothing = z.object({})

/** Lists conditional metadata rules, of which there are none. */
export const listMetadataRules = endpoint({
  id: 'listMetadataRules',
  family: 'admin',
  method: 'GET',
  path: rules,
  operation: 'metadata-rule.list',
  summary: 'Lists the conditional metadata rules: there are none, as Rolecall applies none.',
  source,
  request: z.object(environment),
  success: { status: 200, schema: z.object({ metadata_rules: z.array(z.never()) }) },
  toInput: (_, { environmentId }) => ({ environmentId }),
  toWire: () => ({ metadata_rules: [] }),
})

/** Refuses to make a conditional metadata rule. */
export const createMetadataRule = endpoint({
  id: 'createMetadataRule',
  family: 'admin',
  method: 'POST',
  path: rules,
  operation: 'metadata-rule.create',
  summary: 'Refuses: Rolecall applies no conditional metadata rules.',
  source,
  request: z.object(environment),
  success: { status: 200, schema: nothing },
  toInput: (_, { environmentId }) => ({ environmentId }),
  toWire: () => ({}),
})

/** Finds no conditional metadata rule to change. */
export const updateMetadataRule = endpoint({
  id: 'updateMetadataRule',
  family: 'admin',
  method: 'PUT',
  path: `${rules}/{external_id}`,
  operation: 'metadata-rule.update',
  summary: 'Says that there is no such conditional metadata rule.',
  source,
  request: z.object(named),
  success: { status: 200, schema: nothing },
  toInput: ({ external_id }, { environmentId }) => ({ environmentId, name: external_id }),
  toWire: () => ({}),
})

/** Finds no conditional metadata rule to delete. */
export const deleteMetadataRule = endpoint({
  id: 'deleteMetadataRule',
  family: 'admin',
  method: 'DELETE',
  path: `${rules}/{external_id}`,
  operation: 'metadata-rule.delete',
  summary: 'Says that there is no such conditional metadata rule.',
  source,
  request: z.object(named),
  success: { status: 200, schema: nothing },
  toInput: ({ external_id }, { environmentId }) => ({ environmentId, name: external_id }),
  toWire: () => ({}),
})
