import { rolecall } from '../contestants/rolecall.ts'
import { measureInTurns, type Contestant } from '../measure.ts'
import { heading, reportFigures, reportRatio } from '../report.ts'
import { givenLibrary, type Library } from '../workload/library.ts'
import { drawQuestions } from '../workload/questions.ts'
import { sizes } from '../workload/world-size.ts'

const asks = 20_000
const turns = 5

function steadily(library: Library): { isSteady: true; questionsOf: Contestant['questionsOf'] } {
  const questions = drawQuestions(library.world, asks, 'steady')
  return { isSteady: true, questionsOf: () => questions }
}

/** Measures what a decision costs as the holders' own assignments, and the depth of the tree, grow. */
export function measureShapes(): void {
  heading('assignments a holder, and depth (small world otherwise)')
  const shapes = [
    { name: '5 assignments a holder, depth 8', library: givenLibrary({}), goal: {} },
    { name: '50 assignments a holder', library: givenLibrary({ assignments: 50 }), goal: {} },
    { name: '500 assignments a holder', library: givenLibrary({ assignments: 500 }), goal: { perSecond: 400_000 } },
    { name: 'depth 2', library: givenLibrary({ depth: 2 }), goal: {} },
    { name: 'depth 16', library: givenLibrary({ depth: 16 }), goal: {} },
    { name: 'depth 32', library: givenLibrary({ depth: 32 }), goal: {} },
  ]
  const figures = measureInTurns(
    shapes.map(({ name, library }) => rolecall({ name, asks, ...steadily(library) }, library.engine)),
    turns,
  )
  for (const [position, one] of figures.entries()) reportFigures(one, shapes[position]?.goal)
}

/** Measures the same questions about the same holders, while the rest of the library becomes ten times as large. */
export function measureGrowth(): void {
  heading('the same questions in a library that has ten times as much of what they are not about')
  const base = givenLibrary({})
  const grown: readonly { readonly name: string; readonly library: Library }[] = [
    { name: 'as it is', library: base },
    { name: '10 times the roles', library: givenLibrary({}, 10) },
    {
      name: '10 times the users, with their assignments',
      library: givenLibrary({ extraUsers: 9 * sizes.small.users }),
    },
    { name: '10 times the folders', library: givenLibrary({ extraFolders: 9 * sizes.small.folders }) },
  ]
  const questions = drawQuestions(base.world, asks, 'growth')
  const contestants = grown.map(({ name, library }) =>
    rolecall({ name, asks, isSteady: true, questionsOf: () => questions }, library.engine),
  )
  const figures = measureInTurns(contestants, turns)
  for (const one of figures) reportFigures(one)
  const [before, ...after] = figures
  for (const one of after) reportRatio(`a decision costs, ${one.name}`, (before?.perSecond ?? 0) / one.perSecond)
}
