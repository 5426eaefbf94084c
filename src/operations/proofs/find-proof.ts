import { refusal } from '../../domain/errors.ts'
import { environmentId, proofId } from '../../domain/ids.ts'
import type { ProofRecord } from '../../domain/collaboration-records.ts'
import type { Loading, NeedOf } from '../operation.ts'
import { noPart, partIn, type Part } from './part-in-proof.ts'
import { placeOfProof, type NamedProof } from './proof-place.ts'
import { standingOf } from './proof-status.ts'

/** The proof that an input names, and what the caller is to it. */
export interface LoadedProof {
  readonly proof: ProofRecord | undefined
  readonly part: Part
}

/** Loads the proof that an input names; one of another environment is as none. */
export async function loadProof(input: NamedProof, loading: Loading): Promise<LoadedProof> {
  const { accountId } = loading.caller
  const found = await loading.store.find('proof', { accountId, id: proofId(input.proofId) })
  const proof = found?.environmentId === environmentId(input.environmentId) ? found : undefined
  if (proof === undefined) return { proof, part: noPart }
  return { proof: await standingOf(proof, loading), part: partIn(proof, loading) }
}

/** The proof that an input names. @throws Refusal `not_found` */
export function requireProof(input: NamedProof, { proof }: Pick<LoadedProof, 'proof'>): ProofRecord {
  if (proof !== undefined) return proof
  const fields = [{ name: 'proofId', value: input.proofId }]
  throw refusal('not_found', { what: 'proof' }, { fields })
}

/** The proof that an input names, while it isn't closed. @throws Refusal `not_found`, `proof_closed` */
export function requireOpenProof(input: NamedProof, loaded: Pick<LoadedProof, 'proof'>): ProofRecord {
  const proof = requireProof(input, loaded)
  if (proof.status === 'closed') throw refusal('proof_closed', undefined)
  return proof
}

/** Who speaks of a round speaks of the one that stands. @throws Refusal `proof_round_over`, with what stands */
export function requireRound({ round, status }: ProofRecord, named: number): void {
  if (round === named) return
  throw refusal('proof_round_over', { named, round }, { more: { round, status } })
}

/** The need to see a proof. */
export const needToSee: NeedOf<NamedProof, LoadedProof> = needUnless('read', 'started it or reviews it', 'sees')

/** The need to change or delete a proof. */
export const needToManage = {
  update: needUnless('update', 'started it and may still start proofs', 'updates'),
  delete: needUnless('delete', 'started it and may still start proofs', 'deletes'),
} as const

/** The need to speak in a proof. */
export const needToSpeak: NeedOf<NamedProof, LoadedProof> = needUnless(
  'update',
  'reviews it, or started it and may still start proofs',
  'speaks',
)

/** Being part of a proof goes in the place of a permission; it is decided when the proof is loaded. */
function needUnless(action: string, unless: string, has: keyof Part): NeedOf<NamedProof, LoadedProof> {
  return {
    action,
    on: ['Proof'],
    level: 'environment',
    unless,
    of: ({ proofId: id, environmentId: environment }, _caller, _engine, { part }) =>
      part[has] ? [] : [placeOfProof(id, environment)],
  }
}
