/** How large a world is. The `extra` parts come on top and change nothing of what the others hold. */
export interface WorldSize {
  readonly users: number
  readonly folders: number
  readonly depth: number
  /** Mean assignments a holder; from 1 to twice the mean less 1. */
  readonly assignments: number
  readonly extraUsers: number
  readonly extraFolders: number
}

/** The two sizes of workload W. */
export const sizes = {
  small: { users: 1000, folders: 10_000, depth: 8, assignments: 5, extraUsers: 0, extraFolders: 0 },
  large: { users: 100_000, folders: 1_000_000, depth: 8, assignments: 5, extraUsers: 0, extraFolders: 0 },
} as const satisfies Record<string, WorldSize>
