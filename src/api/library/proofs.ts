import { z } from 'zod'
import { proofStatuses } from '../../domain/collaboration-records.ts'
import { environment, filledText, libraryBase } from '../admin/fields.ts'
import { endpoint } from '../endpoint.ts'
import { optional, text } from '../fields.ts'
import { historyEntry, proof, spellHistoryEntry, spellProof, spellWholeProof, wholeProof } from './proof-replies.ts'

const source = 'Rolecall: docs/guides/working-together.md'
const base = `${libraryBase}/proofs` as const
const one = `${base}/{proof_id}` as const
const named = { ...environment, proof_id: filledText }
const paging = {
  limit: optional(z.coerce.number().int().min(1).max(200)),
  cursor: optional(filledText).describe('`next_cursor` of the page before.'),
}
const usualLimit = 50
const assetIds = z.array(filledText)
const reviewers = z.array(z.object({ type: z.enum(['user', 'group']), id: filledText }))
const round = z.int().min(1).max(999_999)

/** Lists proofs. */
export const listProofs = endpoint({
  id: 'listProofs',
  family: 'library',
  method: 'GET',
  path: base,
  operation: 'proof.list',
  summary: 'Lists the proofs that the caller may see, started or reviews; newest first.',
  source,
  request: z.object({ ...environment, status: optional(z.enum(proofStatuses)), ...paging }),
  success: { status: 200, schema: z.object({ proofs: z.array(proof), next_cursor: z.string().nullable() }) },
  toInput: ({ status, limit, cursor }, { environmentId }) => ({
    environmentId,
    status: status ?? null,
    limit: limit ?? usualLimit,
    cursor: cursor ?? null,
  }),
  toWire: ({ proofs, nextCursor }) => ({ proofs: proofs.map(spellProof), next_cursor: nextCursor }),
})

/** Starts a proof. */
export const startProof = endpoint({
  id: 'startProof',
  family: 'library',
  method: 'POST',
  path: base,
  operation: 'proof.create',
  summary: 'Starts a proof: puts assets that the caller may read before reviewers.',
  source,
  request: z.object({
    ...environment,
    title: text,
    asset_ids: assetIds.describe('1 to 100 ids of assets of the environment, in the order they are shown.'),
    reviewers: optional(reviewers).describe('50 at most; a group stands for all its members.'),
  }),
  body: ['title', 'asset_ids', 'reviewers'],
  success: { status: 201, schema: wholeProof },
  toInput: ({ title, asset_ids, reviewers: sent }, { environmentId }) => ({
    environmentId,
    title,
    assetIds: asset_ids,
    reviewers: sent ?? [],
  }),
  toWire: spellWholeProof,
})

/** Shows a proof. */
export const getProof = endpoint({
  id: 'getProof',
  family: 'library',
  method: 'GET',
  path: one,
  operation: 'proof.get',
  summary: 'Shows a proof with previews of its assets.',
  source,
  request: z.object(named),
  success: { status: 200, schema: wholeProof },
  toInput: ({ proof_id }, { environmentId }) => ({ environmentId, proofId: proof_id }),
  toWire: spellWholeProof,
})

const assetChange = {
  add_asset_ids: optional(assetIds),
  remove_asset_ids: optional(assetIds),
}

/** Changes a proof. */
export const updateProof = endpoint({
  id: 'updateProof',
  family: 'library',
  method: 'PUT',
  path: one,
  operation: 'proof.update',
  summary: 'Changes the title, assets or reviewers of a proof; what is not named stays.',
  source,
  request: z.object({
    ...named,
    title: text.optional(),
    ...assetChange,
    add_reviewers: optional(reviewers).describe('Takes the right to read every asset of the proof.'),
    remove_reviewers: optional(reviewers),
  }),
  body: ['title', 'add_asset_ids', 'remove_asset_ids', 'add_reviewers', 'remove_reviewers'],
  success: { status: 200, schema: wholeProof },
  toInput: (
    { proof_id, title, add_asset_ids, remove_asset_ids, add_reviewers, remove_reviewers },
    { environmentId },
  ) => ({
    environmentId,
    proofId: proof_id,
    title,
    addAssetIds: add_asset_ids ?? [],
    removeAssetIds: remove_asset_ids ?? [],
    addReviewers: add_reviewers ?? [],
    removeReviewers: remove_reviewers ?? [],
  }),
  toWire: spellWholeProof,
})

/** Deletes a proof. */
export const deleteProof = endpoint({
  id: 'deleteProof',
  family: 'library',
  method: 'DELETE',
  path: one,
  operation: 'proof.delete',
  summary: 'Deletes a proof with its comments and decisions; its assets stay.',
  source,
  request: z.object(named),
  success: { status: 204, schema: null },
  toInput: ({ proof_id }, { environmentId }) => ({ environmentId, proofId: proof_id }),
  toWire: () => undefined,
})

/** Starts a new round. */
export const startProofRound = endpoint({
  id: 'startProofRound',
  family: 'library',
  method: 'POST',
  path: `${one}/rounds`,
  operation: 'proof.start-round',
  summary: 'Starts a new round, which asks every reviewer again; the assets may be others.',
  source,
  request: z.object({
    ...named,
    round: round.describe('The round that it follows; 409 when that is over already.'),
    ...assetChange,
  }),
  body: ['round', 'add_asset_ids', 'remove_asset_ids'],
  success: { status: 201, schema: wholeProof },
  toInput: ({ proof_id, round: follows, add_asset_ids, remove_asset_ids }, { environmentId }) => ({
    environmentId,
    proofId: proof_id,
    round: follows,
    addAssetIds: add_asset_ids ?? [],
    removeAssetIds: remove_asset_ids ?? [],
  }),
  toWire: spellWholeProof,
})

/** Closes a proof. */
export const closeProof = endpoint({
  id: 'closeProof',
  family: 'library',
  method: 'POST',
  path: `${one}/close`,
  operation: 'proof.close',
  summary: 'Closes a proof: nobody comments or decides any more.',
  source,
  request: z.object(named),
  success: { status: 200, schema: wholeProof },
  toInput: ({ proof_id }, { environmentId }) => ({ environmentId, proofId: proof_id }),
  toWire: spellWholeProof,
})

/** Opens a closed proof again. */
export const reopenProof = endpoint({
  id: 'reopenProof',
  family: 'library',
  method: 'POST',
  path: `${one}/reopen`,
  operation: 'proof.reopen',
  summary: 'Opens a closed proof again, in the round that it was closed in.',
  source,
  request: z.object(named),
  success: { status: 200, schema: wholeProof },
  toInput: ({ proof_id }, { environmentId }) => ({ environmentId, proofId: proof_id }),
  toWire: spellWholeProof,
})

/** Approves or rejects. */
export const decideProof = endpoint({
  id: 'decideProof',
  family: 'library',
  method: 'POST',
  path: `${one}/decisions`,
  operation: 'proof.decide',
  summary: 'Approves or rejects a proof, as one of its reviewers; the last word of each in a round counts.',
  source,
  request: z.object({
    ...named,
    round: round.describe('The round that is spoken of; 409 when that is over already.'),
    outcome: z.enum(['approved', 'rejected']),
    note: optional(text),
  }),
  body: ['round', 'outcome', 'note'],
  success: { status: 200, schema: wholeProof },
  toInput: ({ proof_id, round: of, outcome, note }, { environmentId }) => ({
    environmentId,
    proofId: proof_id,
    round: of,
    outcome,
    note: note ?? null,
  }),
  toWire: spellWholeProof,
})

/** Lists what happened in a proof. */
export const listProofHistory = endpoint({
  id: 'listProofHistory',
  family: 'library',
  method: 'GET',
  path: `${one}/history`,
  operation: 'proof.list-history',
  summary: 'Lists the rounds, comments and decisions of a proof, oldest first.',
  source,
  request: z.object({ ...named, ...paging }),
  success: { status: 200, schema: z.object({ entries: z.array(historyEntry), next_cursor: z.string().nullable() }) },
  toInput: ({ proof_id, limit, cursor }, { environmentId }) => ({
    environmentId,
    proofId: proof_id,
    limit: limit ?? usualLimit,
    cursor: cursor ?? null,
  }),
  toWire: ({ entries, nextCursor }) => ({ entries: entries.map(spellHistoryEntry), next_cursor: nextCursor }),
})

/** Sends the small picture of an asset in a proof. */
export const showProofThumbnail = endpoint({
  id: 'showProofThumbnail',
  family: 'library',
  method: 'GET',
  path: `${one}/assets/{asset_id}/thumbnail`,
  operation: 'proof.show-thumbnail',
  summary: 'Sends a small picture of an asset to whoever sees it in a proof.',
  source,
  request: z.object({ ...named, asset_id: filledText }),
  success: { status: 200, schema: null, isFile: true },
  toInput: ({ proof_id, asset_id }, { environmentId }) => ({ environmentId, proofId: proof_id, assetId: asset_id }),
  toWire: () => undefined,
})
