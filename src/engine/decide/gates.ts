import { gateNames, type Gate, type GateName } from '../../domain/decision.ts'

/**
 * Which gates a question has to pass, as bits: {@link environmentScope} for questions about an environment,
 * {@link placeBound} for principals that may not enter every environment by nature (users and API keys).
 */
export type GatePath = number

/** See {@link GatePath}. */
export const environmentScope = 1
/** See {@link GatePath}. */
export const placeBound = 2

/** How the gate of the Media Library went: `untried` when no content role would have allowed. */
export const libraryGate = { untried: 0, passed: 1, failed: 2 } as const

const pathOf = (path: GatePath): readonly GateName[] =>
  gateNames.filter((gate) => {
    if (gate === 'environment_enabled') return (path & environmentScope) !== 0
    if (gate === 'environment_access') return path === (environmentScope | placeBound)
    return gate !== 'library_access'
  })

const passed = (gate: GateName): Gate => Object.freeze({ gate, isPassed: true })
const failed = (gate: GateName): Gate => Object.freeze({ gate, isPassed: false })
const paths: readonly GatePath[] = [0, 1, 2, 3]

const stopped = paths.map((path) =>
  gateNames.map((last) => {
    const gates = pathOf(path)
    return Object.freeze([...gates.slice(0, gates.indexOf(last)).map(passed), failed(last)])
  }),
)

const through = paths.map((path) =>
  [[], [passed('library_access')], [failed('library_access')]].map((library) =>
    Object.freeze([...pathOf(path).map(passed), ...library]),
  ),
)

/** The gates of a question that stopped at `last`, in order; that one comes last. Shared and frozen. */
export const gatesUpTo = (path: GatePath, last: GateName): readonly Gate[] =>
  stopped[path]?.[gateNames.indexOf(last)] ?? [failed(last)]

/** The gates of a question that came through to the policies; `library` is one of {@link libraryGate}. Shared and frozen. */
export const gatesThrough = (path: GatePath, library: number): readonly Gate[] => through[path]?.[library] ?? []
