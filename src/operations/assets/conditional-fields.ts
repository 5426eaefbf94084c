import type { MetadataFieldId } from '../../domain/ids.ts'
import type {
  MetadataCondition,
  MetadataFieldRecord,
  MetadataRuleRecord,
  MetadataValue,
} from '../../domain/library-records.ts'

/** The structured metadata of an environment: its fields, and the rules between them, each in order. */
export interface MetadataModel {
  readonly fields: readonly MetadataFieldRecord[]
  readonly rules: readonly MetadataRuleRecord[]
}

/** The fields that a rule speaks of: the one that it is about, then those of its condition. */
export const fieldsOf = ({
  fieldId,
  condition,
}: Pick<MetadataRuleRecord, 'fieldId' | 'condition'>): readonly MetadataFieldId[] => [
  fieldId,
  ...fieldsOfCondition(condition),
]

const fieldsOfCondition = (condition: MetadataCondition): readonly MetadataFieldId[] =>
  'of' in condition ? condition.of.flatMap(fieldsOfCondition) : [condition.fieldId]

/** Tells whether a condition holds for some values, by the ids of fields; a set includes values when it has all of them. */
export function holds(condition: MetadataCondition, values: ReadonlyMap<string, MetadataValue>): boolean {
  switch (condition.type) {
    case 'and':
      return condition.of.every((one) => holds(one, values))
    case 'or':
      return condition.of.some((one) => holds(one, values))
    case 'populated':
      return values.has(condition.fieldId) === condition.isPopulated
    case 'equals':
      return isSame(values.get(condition.fieldId), condition.value)
    case 'includes': {
      const chosen = listOf(values.get(condition.fieldId))
      return condition.values.every((value) => chosen.includes(value))
    }
  }
}

const listOf = (value: MetadataValue | undefined): readonly unknown[] =>
  value === undefined ? [] : typeof value === 'object' ? value : [value]

/** The order of the choices of a set means nothing. */
function isSame(one: MetadataValue | undefined, other: MetadataValue): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other
  return one.length === other.length && one.every((value) => other.includes(value))
}

/**
 * Sorts fields so that each comes after those that its rules look at; what no rule ties together stays in order. Rules that
 * go in a circle are no rules: they can't be made.
 */
export function inOrderOfRules({ fields, rules }: MetadataModel): readonly MetadataFieldRecord[] {
  const fieldById = new Map(fields.map((field) => [field.id, field]))
  const rulesByField = Map.groupBy(rules, ({ fieldId }) => fieldId)
  const sorted = new Set<MetadataFieldRecord>()
  const visited = new Set<MetadataFieldId>()
  const visit = (id: MetadataFieldId): void => {
    if (visited.has(id)) return
    visited.add(id)
    for (const rule of rulesByField.get(id) ?? []) for (const other of fieldsOf(rule)) visit(other)
    const field = fieldById.get(id)
    if (field !== undefined) sorted.add(field)
  }
  for (const { id } of fields) visit(id)
  return [...sorted]
}

/** What rules make of a field while their conditions hold: which choices there are, and whether it is mandatory. */
export function underRules(field: MetadataFieldRecord, rules: readonly MetadataRuleRecord[]): MetadataFieldRecord {
  return rules.reduce((before, { result: { choices: activated, isMandatory } }) => {
    const choices =
      activated === undefined
        ? before.choices
        : before.choices.map((choice) => ({ ...choice, isActive: isChosen(choice, activated) }))
    return { ...before, choices, isMandatory: isMandatory ?? before.isMandatory }
  }, field)
}

type Activated = NonNullable<MetadataRuleRecord['result']['choices']>

const isChosen = ({ id, isActive }: MetadataFieldRecord['choices'][number], activated: Activated): boolean =>
  activated === 'all' || activated.ids.includes(id) || (activated.mode === 'append' && isActive)

/** The value of a field after rules gave it theirs; undefined is none. */
export function afterRules(
  value: MetadataValue | undefined,
  rules: readonly MetadataRuleRecord[],
): MetadataValue | undefined {
  return rules.reduce<MetadataValue | undefined>((before, { result: { value: given } }) => {
    if (given === undefined || (given.mode === 'default' && before !== undefined)) return before
    if (given.value === null) return given.mode === 'override' ? undefined : before
    if (given.mode !== 'append' || typeof given.value !== 'object') return given.value
    const standing = typeof before === 'object' ? before : []
    return [...new Set([...standing, ...given.value])]
  }, value)
}
