import { isSamePrincipal, type Principal } from '../../domain/principal.ts'
import { reading } from '../operation.ts'
import { answerBriefly, answerTo, type DecidedQuestion, type DecisionQuestion } from './answer-to.ts'
import { needToKnow } from './need-to-know.ts'

/** Decides questions, in order, all at one revision. */
export const makeDecisions = reading<
  {
    readonly questions: readonly DecisionQuestion[]
    readonly atLeastRevision: number | null
    /** Only outcome and gates are asked for: nothing is explained. */
    readonly isBrief?: boolean
  },
  { readonly decisions: readonly DecidedQuestion[] }
>({
  name: 'decision.make',
  summary: 'Decide whether principals may do something.',
  access: {
    type: 'requires',
    needs: [needToKnow(({ questions }) => principalsIn(questions))],
  },
  atLeast: ({ atLeastRevision }) => atLeastRevision,
  run: async ({ questions, isBrief = false }, deed) => {
    const answer = isBrief ? answerBriefly : answerTo
    return { decisions: questions.map((question) => answer({ ...question, at: deed.at }, deed)) }
  },
})

/** Each principal once: many questions are often about one, and mostly they follow each other. */
function principalsIn(questions: readonly DecisionQuestion[]): readonly Principal[] {
  const found = new Map<string, Principal>()
  let last: Principal | null = null
  for (const { principal } of questions) {
    if (last !== null && isSamePrincipal(last, principal)) continue
    last = principal
    found.set(`${principal.type} ${principal.id}`, principal)
  }
  return [...found.values()]
}
