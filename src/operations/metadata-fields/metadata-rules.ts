import type { InLibrary } from '../folders/folder-place.ts'
import { needOnSetting, needToCreate, requireSetting, unfitSetting } from '../library-settings/named-settings.ts'
import { reading } from '../operation.ts'

/** Lists conditional metadata rules: there are none, as Rolecall applies none. */
export const listMetadataRules = reading<InLibrary, readonly never[]>({
  name: 'metadata-rule.list',
  summary: 'List the conditional metadata rules of an environment; Rolecall keeps none.',
  access: { type: 'requires', needs: [], filters: { action: 'read', on: ['MetadataRule'] } },
  run: async () => [],
})

/** Refuses to make a conditional metadata rule: nothing would apply it. */
export const createMetadataRule = reading<InLibrary, never>({
  name: 'metadata-rule.create',
  summary: 'Say that Rolecall applies no conditional metadata rules.',
  access: { type: 'requires', needs: [needToCreate('MetadataRule')] },
  run: async () => {
    throw unfitSetting('metadata_rule', 'can not be kept: Rolecall applies no conditional metadata rules')
  },
})

/** Finds no conditional metadata rule to change. */
export const updateMetadataRule = reading<InLibrary & { readonly name: string }, never>({
  name: 'metadata-rule.update',
  summary: 'Say that there is no such conditional metadata rule.',
  access: { type: 'requires', needs: [needOnSetting('MetadataRule', 'update')] },
  run: async ({ name }) => requireSetting<never>('MetadataRule', name, undefined),
})

/** Finds no conditional metadata rule to delete. */
export const deleteMetadataRule = reading<InLibrary & { readonly name: string }, never>({
  name: 'metadata-rule.delete',
  summary: 'Say that there is no such conditional metadata rule.',
  access: { type: 'requires', needs: [needOnSetting('MetadataRule', 'delete')] },
  run: async ({ name }) => requireSetting<never>('MetadataRule', name, undefined),
})
