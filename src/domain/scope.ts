import type { EnvironmentId } from './ids.ts'

/** Where a question is asked: of the account itself or of one environment. Always inside one known account. */
export type Scope =
  { readonly type: 'account' } | { readonly type: 'environment'; readonly environmentId: EnvironmentId }

/** Where an assignment or a custom policy counts: `all` means every environment, future ones included. */
export type ReachScope =
  { readonly type: 'account' } | { readonly type: 'environment'; readonly environmentId: EnvironmentId | 'all' }

/** The level of a role or a policy; on the wire `scope_type` with `prodenv` for `environment`. */
export type Level = 'account' | 'environment'

/** Tells whether something that reaches `reach` counts in `scope`; `all` matches every environment. */
export function reaches(reach: ReachScope, scope: Scope): boolean {
  if (reach.type === 'account' || scope.type === 'account') return reach.type === scope.type
  return reach.environmentId === 'all' || reach.environmentId === scope.environmentId
}
