import {
  preparsePolicySet,
  statefulIsAuthorized,
  type StatefulAuthorizationCall,
} from '@cedar-policy/cedar-wasm/nodejs'
import type { Contestant } from '../measure.ts'
import { entitiesOf, statementsFor } from '../workload/cedar.ts'
import type { WorkloadQuestion } from '../workload/question.ts'
import type { World } from '../workload/world.ts'

/** How narrow the pre-parsed sets are: all that concerns a principal, or only its action and resource type too. */
export type Slice = 'principal' | 'question'

/** cedar-wasm with every policy set parsed ahead of time: its best two modes. Entities can't be prepared there. */
export function cedar(
  asked: Pick<Contestant, 'name' | 'asks' | 'questionsOf'>,
  world: World,
  slice: Slice,
): Contestant {
  const prepared = new Set<string>()
  let calls: readonly StatefulAuthorizationCall[] = []
  const setFor = (question: WorkloadQuestion): string => {
    const own = slice === 'principal' ? '' : `${question.action} ${question.type}`
    const name = `${asked.name} ${question.holder} ${own}`
    if (prepared.has(name)) return name
    const text = statementsFor(world, question, slice === 'question').join('\n')
    const answer = preparsePolicySet(name, { staticPolicies: text })
    if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '))
    prepared.add(name)
    return name
  }
  return {
    ...asked,
    prepare: (questions) => {
      const asking = questions.slice(0, asked.asks)
      calls = asking.map((question) => ({ ...entitiesOf(world, question), preparsedPolicySetId: setFor(question) }))
      // The first use of a set is its slowest; users ask more than once.
      for (const call of calls) statefulIsAuthorized(call)
    },
    decide: (position) => {
      const call = calls[position]
      if (call === undefined) throw new RangeError(`no question ${position}`)
      const answer = statefulIsAuthorized(call)
      if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '))
      return answer.response.decision === 'allow'
    },
    expects: ({ isAllowed }) => isAllowed,
  }
}
