import { createHash } from 'node:crypto'
import { environmentId, metadataRuleId } from '../../domain/ids.ts'
import type { MetadataRuleRecord } from '../../domain/library-records.ts'
import type { Reader, Transaction } from '../../store/store.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import {
  needOnSetting,
  needToCreate,
  placeOfSetting,
  requireSetting,
  unfitSetting,
} from '../library-settings/named-settings.ts'
import { reading, writing, type Deed } from '../operation.ts'
import { readLabel } from './field-rules.ts'
import {
  fitCondition,
  fitResult,
  refuseCircle,
  requireField,
  type SentCondition,
  type SentResult,
} from './rule-content.ts'

/** How a request names a rule. */
export interface NamedRule extends InLibrary {
  /** The id of the rule. */
  readonly name: string
}

/** What a request says of a rule; what is undefined isn't said. */
export interface RuleChange {
  readonly fieldId: string | undefined
  readonly label: string | undefined
  readonly condition: SentCondition | undefined
  readonly result: SentResult | undefined
  readonly isActive: boolean | undefined
  readonly position: number | undefined
}

/** A rule, and what tells its condition from others. */
export interface ShownRule {
  readonly rule: MetadataRuleRecord
  /** The same for the same condition: 64 hex characters. */
  readonly signature: string
}

/** How many rules an environment may have. */
const mostRules = 1000

/** Lists the conditional metadata rules that the caller may see, in their order. */
export const listMetadataRules = reading<InLibrary, readonly ShownRule[]>({
  name: 'metadata-rule.list',
  summary: 'List the conditional metadata rules of an environment.',
  access: { type: 'requires', needs: [], filters: { action: 'read', on: ['MetadataRule'] } },
  run: async ({ environmentId: environment }, deed) =>
    (await readRules(environment, deed))
      .filter(({ id }) => deed.may('read', placeOfSetting('MetadataRule', id, environment)))
      .map(show),
})

/** Makes a conditional metadata rule, behind all others unless a position says otherwise. */
export const createMetadataRule = writing<InLibrary & RuleChange, ShownRule>({
  name: 'metadata-rule.create',
  summary: 'Make a conditional metadata rule.',
  access: { type: 'requires', needs: [needToCreate('MetadataRule')] },
  run: async ({ environmentId: environment, ...change }, deed) => {
    const { fieldId, condition, result, label } = change
    const rules = await readRules(environment, deed)
    if (rules.length >= mostRules) throw unfitSetting('metadata_rule', `must be one of ${mostRules} at most`)
    if (fieldId === undefined || condition === undefined || result === undefined || label === undefined)
      throw unfitSetting('metadata_rule', 'must have a field, a name, a condition and a result')
    const last = Math.max(-1, ...rules.map(({ position }) => position))
    const place = { accountId: deed.caller.accountId, environmentId: environmentId(environment) }
    const empty = {
      ...place,
      id: metadataRuleId(deed.house.ids.customPolicy()),
      createdAt: deed.at,
      updatedAt: deed.at,
    }
    const said = { fieldId, label, condition, result, isActive: true, position: last + 1 }
    return put(rules, { ...said, ...withoutUndefined(change) }, empty, deed)
  },
})

/** Changes a conditional metadata rule; what the request leaves out stays. */
export const updateMetadataRule = writing<NamedRule & RuleChange, ShownRule>({
  name: 'metadata-rule.update',
  summary: 'Change a conditional metadata rule.',
  access: { type: 'requires', needs: [needOnSetting('MetadataRule', 'update')] },
  run: async ({ environmentId: environment, name, ...change }, deed) => {
    const rules = await readRules(environment, deed)
    const standing = requireSetting('MetadataRule', name, findRule(rules, name))
    const { name: label, ...rest } = standing
    return put(rules, { ...rest, label, ...withoutUndefined(change) }, standing, deed)
  },
})

/** Deletes a conditional metadata rule; values that it gave stay. */
export const deleteMetadataRule = writing<NamedRule, undefined>({
  name: 'metadata-rule.delete',
  summary: 'Delete a conditional metadata rule.',
  access: { type: 'requires', needs: [needOnSetting('MetadataRule', 'delete')] },
  run: async ({ environmentId: environment, name }, deed) => {
    const rule = requireSetting('MetadataRule', name, findRule(await readRules(environment, deed), name))
    await deed.store.delete('metadata_rule', rule)
    return undefined
  },
})

const show = (rule: MetadataRuleRecord): ShownRule => ({
  rule,
  signature: createHash('sha256').update(JSON.stringify(rule.condition)).digest('hex'),
})

const readRules = (environment: string, { store, caller }: Deed<Reader>): Promise<readonly MetadataRuleRecord[]> =>
  store.listMetadataRules(caller.accountId, environmentId(environment))

const findRule = (rules: readonly MetadataRuleRecord[], id: string): MetadataRuleRecord | undefined =>
  rules.find((rule) => rule.id === metadataRuleId(id))

type Said = { readonly [Name in keyof RuleChange]-?: NonNullable<RuleChange[Name]> }

const withoutUndefined = (change: RuleChange): Partial<Said> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))

/** Holds a rule to the fields of its environment and keeps it. @throws Refusal `setting_unfit` */
async function put(
  rules: readonly MetadataRuleRecord[],
  { fieldId, label, condition, result, isActive, position }: Said,
  standing: Pick<MetadataRuleRecord, 'accountId' | 'environmentId' | 'id' | 'createdAt' | 'updatedAt'>,
  { store, at }: Deed<Transaction>,
): Promise<ShownRule> {
  const { accountId, environmentId: environment, id, createdAt } = standing
  const fields = await store.listMetadataFields(accountId, environment)
  const fieldById = new Map(fields.map((field) => [field.id, field]))
  const field = requireField(fieldId, fieldById, 'metadata_field_id')
  const record: MetadataRuleRecord = {
    ...{ accountId, environmentId: environment, id, createdAt, updatedAt: at, isActive, position },
    fieldId: field.id,
    name: readLabel(label, 'name'),
    condition: fitCondition(condition, fieldById),
    result: fitResult(result, field),
  }
  refuseCircle(rules, record)
  await store.put('metadata_rule', record)
  return show(record)
}
