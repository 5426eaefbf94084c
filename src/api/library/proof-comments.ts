import { z } from 'zod'
import { environment, filledText, libraryBase } from '../admin/fields.ts'
import { endpoint } from '../endpoint.ts'
import { flag, optional, text } from '../fields.ts'
import { proofComment, spellComment } from './proof-replies.ts'

const source = 'Rolecall: docs/guides/working-together.md'
const base = `${libraryBase}/proofs/{proof_id}/comments` as const
const one = `${base}/{comment_id}` as const
const inProof = { ...environment, proof_id: filledText }
const named = { ...inProof, comment_id: filledText }
const share = z.number().min(0).max(1)

/** Comments. */
export const createProofComment = endpoint({
  id: 'createProofComment',
  family: 'library',
  method: 'POST',
  path: base,
  operation: 'proof-comment.create',
  summary: 'Comments on a proof, on one of its assets, or on a point of it.',
  source,
  request: z.object({
    ...inProof,
    body: text,
    asset_id: optional(filledText).describe('One of the proof’s.'),
    point: optional(z.object({ x: share, y: share })).describe('From the upper left corner of the asset, 0 to 1.'),
  }),
  body: ['body', 'asset_id', 'point'],
  success: { status: 201, schema: proofComment },
  toInput: ({ proof_id, body, asset_id, point }, { environmentId }) => ({
    environmentId,
    proofId: proof_id,
    body,
    assetId: asset_id ?? null,
    point: point ?? null,
  }),
  toWire: spellComment,
})

/** Changes a comment. */
export const updateProofComment = endpoint({
  id: 'updateProofComment',
  family: 'library',
  method: 'PUT',
  path: one,
  operation: 'proof-comment.update',
  summary: 'Changes what a comment of the caller’s own says.',
  source,
  request: z.object({ ...named, body: text }),
  body: ['body'],
  success: { status: 200, schema: proofComment },
  toInput: ({ proof_id, comment_id, body }, { environmentId }) => ({
    environmentId,
    proofId: proof_id,
    commentId: comment_id,
    body,
  }),
  toWire: spellComment,
})

/** Resolves a comment, or opens it again. */
export const resolveProofComment = endpoint({
  id: 'resolveProofComment',
  family: 'library',
  method: 'PUT',
  path: `${one}/resolved`,
  operation: 'proof-comment.resolve',
  summary: 'Says whether what a comment asks for is done.',
  source,
  request: z.object({ ...named, resolved: flag }),
  body: ['resolved'],
  success: { status: 200, schema: proofComment },
  toInput: ({ proof_id, comment_id, resolved }, { environmentId }) => ({
    environmentId,
    proofId: proof_id,
    commentId: comment_id,
    isResolved: resolved,
  }),
  toWire: spellComment,
})

/** Deletes a comment. */
export const deleteProofComment = endpoint({
  id: 'deleteProofComment',
  family: 'library',
  method: 'DELETE',
  path: one,
  operation: 'proof-comment.delete',
  summary: 'Deletes a comment: the caller’s own, or any one of a proof that it manages.',
  source,
  request: z.object(named),
  success: { status: 204, schema: null },
  toInput: ({ proof_id, comment_id }, { environmentId }) => ({
    environmentId,
    proofId: proof_id,
    commentId: comment_id,
  }),
  toWire: () => undefined,
})
