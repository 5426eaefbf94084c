import { environmentId, proofId } from '../../domain/ids.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import type { Place } from '../operation.ts'

/** What one proof is named by. */
export interface NamedProof extends InLibrary {
  readonly proofId: string
}

/** Where a proof is as a resource, there or not; `id` null: a new one. */
export const placeOfProof = (id: string | null, environment: string): Place => ({
  resource: { type: 'Proof', id: id === null ? null : proofId(id) },
  scope: { type: 'environment', environmentId: environmentId(environment) },
})
