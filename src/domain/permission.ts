import type { PermissionId } from './ids.ts'
import type { RoleKind } from './role.ts'
import type { Level } from './scope.ts'

/** How sure we are of a fact about the original system: `seen` in a source, or `inferred` by us. */
export type Confidence = 'seen' | 'inferred'

/** One predefined permission (on the wire: system policy), written once, as Cedar. */
export interface Permission {
  readonly id: PermissionId
  readonly name: string
  readonly description: string
  readonly category: string
  readonly subCategory: string
  readonly kind: RoleKind
  readonly level: Level
  /** One `permit` each; content statements hold the placeholder `<folder_id>` or `<collection_id>`. */
  readonly statements: readonly string[]
  readonly confidence: { readonly id: Confidence; readonly name: Confidence; readonly statement: Confidence }
}
