import type { WorkloadPolicy } from './catalogue.ts'
import type { WorkloadCustom } from './customs.ts'
import type { AskedQuestion } from './question.ts'
import type { World } from './world.ts'

/**
 * Decides a question from the workload's plain data, policy by policy: slow, short, and sharing nothing with the
 * engine. The Media Library plays no part, as it is open to every holder.
 */
export function decideSlowly(world: World, question: AskedQuestion, withCustoms: boolean): boolean {
  const owners = [question.holder, ...(world.groupsOf[question.holder] ?? [])]
  const customs = withCustoms ? customsOf(world, owners) : []
  if (customs.some((custom) => isForbid(custom) && holds(world, custom, question))) return false
  if (customs.some((custom) => !isForbid(custom) && holds(world, custom, question))) return true
  return owners.some((owner) => isPermittedTo(world, owner, question))
}

function isPermittedTo(world: World, owner: number, question: AskedQuestion): boolean {
  for (const { role, target } of world.assignmentsOf[owner] ?? []) {
    const { level, policies } = world.catalogue.roles[role] ?? { level: 'folder', policies: [] }
    if (!covers(world, level, target, question)) continue
    for (const position of policies) {
      const policy = world.catalogue.policies[position]
      if (policy !== undefined && permits(policy, question)) return true
    }
  }
  return false
}

function permits(policy: WorkloadPolicy, question: AskedQuestion): boolean {
  if (policy.type !== question.type || !policy.actions.includes(question.action)) return false
  return !policy.isResidual || question.asset?.status === 'approved'
}

function covers(world: World, level: string, target: number, question: AskedQuestion): boolean {
  if (level === 'account') return true
  if (level === 'environment') return target === question.environment
  if (level === 'collection') return question.type === 'Collection' && question.place === target
  return (question.type === 'Asset' || question.type === 'Folder') && isAtOrAbove(world, target, question.place)
}

function isAtOrAbove({ folders }: World, folder: number, place: number): boolean {
  for (let at = place; at >= 0; at = folders.parents[at] ?? -1) if (at === folder) return true
  return false
}

const isForbid = ({ kind }: WorkloadCustom): boolean => kind.endsWith('_forbid')

const customsByHolder = new WeakMap<readonly WorkloadCustom[], Map<number, WorkloadCustom[]>>()

function customsOf({ customs }: World, owners: readonly number[]): readonly WorkloadCustom[] {
  let byHolder = customsByHolder.get(customs)
  if (byHolder === undefined) customsByHolder.set(customs, (byHolder = Map.groupBy(customs, ({ holder }) => holder)))
  return [-1, ...owners].flatMap((owner) => byHolder.get(owner) ?? [])
}

function holds(world: World, custom: WorkloadCustom, question: AskedQuestion): boolean {
  const { action, asset } = question
  if (custom.kind === 'second_factor_forbid')
    return (action === 'delete' || action === 'move') && !question.hasSecondFactor
  if (asset === null || ('actions' in custom && !custom.actions.includes(action))) return false
  switch (custom.kind) {
    case 'folder_permit':
      return isAtOrAbove(world, custom.folder, question.place)
    case 'tag_permit':
      return asset.tags.includes(custom.tag)
    case 'size_permit':
      return asset.size !== undefined && asset.size < 5000 && question.hasSecondFactor
    case 'download_forbid':
      return action === 'download' && (asset.tags.includes(custom.tag) || asset.name.startsWith('draft'))
    case 'expiry_forbid':
      return asset.expires !== undefined && asset.expires < custom.before
  }
}
