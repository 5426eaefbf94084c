import { reading } from '../operation.ts'
import { answerTo, type DecidedQuestion, type DecisionQuestion } from './answer-to.ts'
import { needToKnow } from './need-to-know.ts'

/** Decides questions, in order, all at one revision. */
export const makeDecisions = reading<
  { readonly questions: readonly DecisionQuestion[]; readonly atLeastRevision: number | null },
  { readonly decisions: readonly DecidedQuestion[] }
>({
  name: 'decision.make',
  summary: 'Decide whether principals may do something.',
  access: {
    type: 'requires',
    needs: [needToKnow(({ questions }) => questions.map(({ principal }) => principal))],
  },
  atLeast: ({ atLeastRevision }) => atLeastRevision,
  run: async ({ questions }, deed) => ({
    decisions: questions.map((question) => answerTo({ ...question, at: deed.at }, deed)),
  }),
})
