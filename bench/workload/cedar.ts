import { statementOf } from './catalogue.ts'
import { customStatement, entityText, principalText } from './customs.ts'
import * as Own from './ids.ts'
import type { WorkloadQuestion } from './question.ts'
import { placeIdOf } from './questions.ts'
import type { World } from './world.ts'

/**
 * Writes all statements that can concern a question's principal: those of its own and its groups' assignments, and
 * custom policies.
 *
 * @param isNarrow leaves out those of other actions and resource types
 */
export function statementsFor(world: World, question: WorkloadQuestion, isNarrow: boolean): readonly string[] {
  const owners = [question.holder, ...(world.groupsOf[question.holder] ?? [])]
  const assigned = owners.flatMap((owner) => assignedStatements(world, owner, isNarrow ? question : null))
  const customs = world.customs
    .filter(({ holder }) => holder === -1 || owners.includes(holder))
    .filter((custom) => !isNarrow || !('actions' in custom) || custom.actions.includes(question.action))
    .map(customStatement)
  return [...assigned, ...customs]
}

function assignedStatements(world: World, owner: number, only: WorkloadQuestion | null): readonly string[] {
  const { roles, policies } = world.catalogue
  return (world.assignmentsOf[owner] ?? []).flatMap(({ role, target }) => {
    const { level, policies: own } = roles[role] ?? { level: 'folder', policies: [] }
    return own.flatMap((position) => {
      const policy = policies[position]
      if (policy === undefined) return []
      if (only !== null && (policy.type !== only.type || !policy.actions.includes(only.action))) return []
      return [statementOf(policy, principalText(owner), targetText(level, target))]
    })
  })
}

function targetText(level: string, target: number): string | null {
  if (level === 'account') return null
  if (level === 'environment') return `resource.prodenv_id == "${Own.environmentIdOf(target)}"`
  const id = level === 'folder' ? Own.folderIdOf(target) : Own.collectionIdOf(target)
  return `resource.ancestor_ids.contains("${id}")`
}

/** The ids that a resource lies in, the nearest first: what `ancestor_ids` holds. */
export function ancestorIds({ folders }: World, { type, place }: WorkloadQuestion): string[] {
  if (type === 'Collection') return [Own.collectionIdOf(place)]
  const ids: string[] = []
  if (type === 'UploadPreset') return ids
  for (let at = place; at >= 0; at = folders.parents[at] ?? -1) ids.push(Own.folderIdOf(at))
  return ids
}

/** One entity's name, as Cedar's JSON writes it. */
interface EntityName {
  readonly type: string
  readonly id: string
}

/** A question with its entities, as Cedar's JSON writes them. */
export function entitiesOf(world: World, question: WorkloadQuestion) {
  const { type, asset } = question
  const uid = (text: string): EntityName => {
    const [entityType = '', id = ''] = text.split('::"')
    return { type: entityType, id: id.slice(0, -1) }
  }
  const principal = uid(entityText(question.holder))
  const resource = { type: `Cloudinary::${type}`, id: placeIdOf(type, question.place) }
  const attrs = {
    ancestor_ids: ancestorIds(world, question),
    prodenv_id: Own.environmentIdOf(question.environment),
    ...(asset === null ? {} : { ...asset, tags: [...asset.tags] }),
  }
  const parents = (world.groupsOf[question.holder] ?? []).map((group) => uid(entityText(group)))
  const entities = [
    { uid: principal, attrs: {}, parents },
    { uid: resource, attrs, parents: [] },
  ]
  const action = { type: 'Cloudinary::Action', id: question.action }
  return { principal, action, resource, context: { mfa: question.hasSecondFactor }, entities }
}
