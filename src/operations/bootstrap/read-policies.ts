import { customPolicyId } from '../../domain/ids.ts'
import type { ReachScope } from '../../domain/scope.ts'
import { findProblems, normalizeStatement } from '../policies/statement.ts'
import type { Drafting } from './draft.ts'
import type { ObjectReader, Placed } from './fields.ts'
import { OnlyOnce, readObject, textRules } from './fields.ts'

const names = ['id', 'name', 'description', 'level', 'environment', 'statement', 'enabled']

/** Reads custom policies: one Cedar statement each, valid by the schema in strict mode. */
export function readPolicies(drafting: Drafting, list: readonly Placed[]): void {
  const once = new OnlyOnce(drafting.blame)
  for (const placed of list) {
    const reader = readObject(placed, names, drafting.blame)
    if (reader === undefined) continue
    drafting.needPlan('custom_policies', reader.path)
    const given = reader.optionalText('id', textRules.id)
    drafting.giveId('custom policy', given, reader.at('id'))
    const reach = readReach(drafting, reader)
    const statement = readStatement(drafting, reader)
    once.add(statement, reader.at('statement'), `${JSON.stringify(reach)} ${statement ?? ''}`)
    drafting.policies.push({
      ...drafting.stamp,
      id: given === undefined ? drafting.ids.customPolicy() : customPolicyId(given),
      name: reader.text('name', textRules.name) ?? '',
      description: reader.optionalText('description', textRules.description) ?? null,
      reach,
      statement: statement ?? '',
      isEnabled: reader.flag('enabled', true),
    })
  }
}

function readReach({ placeByCloudName, blame }: Drafting, reader: ObjectReader): ReachScope {
  const level = reader.optionalWord('level', ['account', 'environment'])
  if (!reader.has('level')) blame(reader.at('level'), 'is missing: `account` or `environment`')
  if (level !== 'environment') {
    if (level === 'account' && reader.has('environment')) {
      blame(reader.at('environment'), 'must be absent for the level `account`')
    }
    return { type: 'account' }
  }
  const cloudName = reader.text('environment', textRules.name)
  if (cloudName === 'all' || cloudName === undefined) return { type: 'environment', environmentId: 'all' }
  const place = placeByCloudName.get(cloudName)
  if (place === undefined) blame(reader.at('environment'), `no environment \`${cloudName}\``)
  return { type: 'environment', environmentId: place?.environment.id ?? 'all' }
}

/** The statement in the one form that is stored; undefined when something is wrong with it. */
function readStatement({ blame }: Drafting, reader: ObjectReader): string | undefined {
  const text = reader.text('statement', textRules.statement)
  if (text === undefined) return undefined
  const problems = findProblems(text)
  for (const { message, offset } of problems) {
    blame(reader.at('statement'), `${message} (at character ${offset + 1})`)
  }
  return problems.length === 0 ? normalizeStatement(text) : undefined
}
