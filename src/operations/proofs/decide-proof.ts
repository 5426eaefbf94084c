import { refusal } from '../../domain/errors.ts'
import { writing } from '../operation.ts'
import { loadProof, needToSee, requireOpenProof, requireRound, type LoadedProof } from './find-proof.ts'
import type { NamedProof } from './proof-place.ts'
import { readProse } from './proof-texts.ts'
import { putFollowed, type Outcome } from './proof-status.ts'
import { showWhole, type WholeProof } from './read-proofs.ts'

/** What a reviewer decides. */
export interface ProofWord extends NamedProof {
  /** The round that it speaks of: a word for one that is over isn't taken for the next. */
  readonly round: number
  readonly outcome: Outcome
  readonly note: string | null
}

/** Approves or rejects a proof, as one of its reviewers; the last word of each in a round counts. */
export const decideProof = writing<ProofWord, WholeProof, LoadedProof>({
  name: 'proof.decide',
  summary: 'Approve or reject a proof as one of its reviewers.',
  access: { type: 'requires', needs: [needToSee] },
  refuses: {
    says: 'its reviewers',
    of: (_input, _caller, { proof, part }) =>
      proof === undefined || part.isReviewer ? null : refusal('not_a_reviewer', undefined),
  },
  load: loadProof,
  run: async ({ round, outcome, note, ...named }, deed, loaded) => {
    const proof = requireOpenProof(named, loaded)
    const { by, accountId } = deed.caller
    if (by.type !== 'user' || !loaded.part.isReviewer) throw refusal('not_a_reviewer', undefined)
    requireRound(proof, round)
    await deed.store.put('proof_decision', {
      ...{ accountId, proofId: proof.id, round, userId: by.id, outcome },
      note: note === null ? null : readProse('note', note),
      createdAt: deed.at,
    })
    return showWhole(await putFollowed(proof, deed), deed)
  },
})
