import type { StoreCommands } from './at-store.ts'

type Outcome = Awaited<ReturnType<StoreCommands['importCatalogue']>>
type Replaced = Extract<Outcome, { type: 'replaced' }>
type Losses = Extract<Outcome, { type: 'in_use' }>['losses']

/** Says what accounts lose by another catalogue, a line each. */
export function sayLosses(losses: Losses): string {
  return losses
    .map((loss) =>
      loss.type === 'custom_role'
        ? `  account ${loss.accountId}: custom role ${loss.roleId} (${loss.name}) holds ${loss.permissionIds.join(', ')}`
        : `  account ${loss.accountId}: system role ${loss.roleId} is assigned ${loss.assignmentCount} times`,
    )
    .join('\n')
}

/** Says what a new catalogue changed. */
export function sayReplacement(done: string, { difference, losses }: Replaced): string {
  const lines = (['permissions', 'roles'] as const).flatMap((list) => {
    const { added, removed, changed } = difference[list]
    return [
      `  ${list}: ${added.length} added, ${removed.length} removed, ${changed.length} changed`,
      ...added.map((id) => `    + ${id}`),
      ...removed.map((id) => `    - ${id}`),
      ...changed.map((id) => `    ~ ${id}`),
    ]
  })
  const without = losses.length === 0 ? [] : ['without effect from now on:', sayLosses(losses)]
  return [done, ...lines, ...without].join('\n')
}
