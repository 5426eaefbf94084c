import type { Contestant } from '../measure.ts'
import { ancestorIds } from '../workload/cedar.ts'
import { folderIdOf, principalOf } from '../workload/ids.ts'
import type { WorkloadQuestion } from '../workload/question.ts'
import type { World } from '../workload/world.ts'

/**
 * The limit: no decision at all, only one look-up of the principal and one of each ancestor in a plain `Map`, which any
 * engine must make that is handed ids. Agrees with the oracle by definition.
 */
export function lookUps(
  asked: Pick<Contestant, 'name' | 'asks' | 'questionsOf' | 'isSteady'>,
  world: World,
): Contestant {
  const holders = new Map<string, number>(world.groupsOf.map((_, holder) => [principalOf(holder).id, holder]))
  const folders = new Map(Array.from({ length: world.folders.count }, (_, folder) => [folderIdOf(folder), folder]))
  let asking: readonly { readonly principal: string; readonly ancestors: readonly string[]; isAllowed: boolean }[] = []
  let prepared: readonly WorkloadQuestion[] | null = null
  return {
    ...asked,
    prepare: (questions) => {
      if (questions === prepared) return
      prepared = questions
      const all = questions.map((question) => ({
        principal: principalOf(question.holder).id,
        ancestors: ancestorIds(world, question),
        isAllowed: question.isAllowed,
      }))
      asking = JSON.parse(JSON.stringify(all)) as typeof asking
    },
    decide: (position) => {
      const one = asking[position]
      if (one === undefined) return false
      let sum = holders.get(one.principal) ?? 0
      for (const ancestor of one.ancestors) sum += folders.get(ancestor) ?? 0
      return sum >= 0 && one.isAllowed
    },
    expects: ({ isAllowed }) => isAllowed,
  }
}
