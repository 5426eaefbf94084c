import { z } from 'zod'
import { milestoneTypes, proofStatuses } from '../../domain/collaboration-records.ts'
import type { OutputOf } from '../operation-types.ts'
import { assetPreview, spellPreview } from './collection-replies.ts'

const toIso = (at: number): string => new Date(at).toISOString()

const outcome = z.enum(['approved', 'rejected'])
const speaker = z.object({
  id: z.string().describe('A principal, as `type:id`.'),
  name: z.string().nullable().describe('Null when it is gone.'),
})
const reviewer = z.object({
  type: z.enum(['user', 'group']),
  id: z.string(),
  name: z.string().nullable().describe('Null where the caller may not know it, and it has not spoken.'),
  outcome: outcome.nullable().describe('Its last word in this round; of a group that of its members.'),
})

/** A proof as our own API lists it. */
export const proof = z
  .object({
    id: z.string(),
    title: z.string(),
    status: z.enum(proofStatuses),
    round: z.int(),
    asset_ids: z.array(z.string()),
    reviewers: z.array(reviewer),
    started_by: speaker,
    is_maker: z.boolean().describe('Whether the caller started it.'),
    is_reviewer: z.boolean().describe('Whether the caller reviews it, or a group of its does.'),
    own_outcome: outcome.nullable().describe('The caller’s own last word in this round.'),
    created_at: z.string(),
    updated_at: z.string(),
    closed_at: z.string().nullable(),
  })
  .meta({ id: 'Proof' })

const preview = assetPreview.meta({ id: 'ProofAsset' })

/** A proof with previews of its assets. */
export const wholeProof = proof.extend({ assets: z.array(preview) }).meta({ id: 'WholeProof' })

type Shown = OutputOf<'proof.list'>['proofs'][number]
type Whole = OutputOf<'proof.get'>

/** Spells a proof. */
export const spellProof = ({ proof: one, makerName, reviewers, part, ownOutcome }: Shown): z.output<typeof proof> => ({
  id: one.id,
  title: one.title,
  status: one.status,
  round: one.round,
  asset_ids: [...one.assetIds],
  reviewers: reviewers.map(({ reviewer: { type, id }, name, outcome: word }) => ({ type, id, name, outcome: word })),
  started_by: { id: one.createdBy, name: makerName },
  is_maker: part.isMaker,
  is_reviewer: part.isReviewer,
  own_outcome: ownOutcome,
  created_at: toIso(one.createdAt),
  updated_at: toIso(one.updatedAt),
  closed_at: one.closedAt === null ? null : toIso(one.closedAt),
})

/** Spells a proof with previews of its assets. */
export const spellWholeProof = (shown: Whole): z.output<typeof wholeProof> => ({
  ...spellProof(shown),
  assets: shown.assets.map(spellPreview),
})

/** A comment as our own API spells it. */
export const proofComment = z
  .object({
    id: z.string(),
    round: z.int(),
    asset_id: z.string().nullable(),
    point: z.object({ x: z.number(), y: z.number() }).nullable(),
    body: z.string(),
    resolved: z.boolean(),
    author: speaker,
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: 'ProofComment' })

type Comment = OutputOf<'proof-comment.create'>

/** Spells a comment. */
export const spellComment = ({ comment, authorName }: Comment): z.output<typeof proofComment> => ({
  id: comment.id,
  round: comment.round,
  asset_id: comment.assetId,
  point: comment.point && { x: comment.point.x, y: comment.point.y },
  body: comment.body,
  resolved: comment.isResolved,
  author: { id: comment.createdBy, name: authorName },
  created_at: toIso(comment.createdAt),
  updated_at: toIso(comment.updatedAt),
})

const happened = { at: z.string(), round: z.int(), by: speaker }

/** One thing that happened in a proof. */
export const historyEntry = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('milestone'), ...happened, milestone: z.enum(milestoneTypes) }),
    z.object({ type: z.literal('comment'), ...happened, comment: proofComment }),
    z.object({ type: z.literal('decision'), ...happened, outcome, note: z.string().nullable() }),
  ])
  .meta({ id: 'ProofHistoryEntry' })

type Entry = OutputOf<'proof.list-history'>['entries'][number]

/** Spells one thing that happened in a proof. */
export function spellHistoryEntry(entry: Entry): z.output<typeof historyEntry> {
  const { byName: name } = entry
  switch (entry.type) {
    case 'milestone': {
      const { type, round, at, by } = entry.milestone
      return { type: 'milestone', at: toIso(at), round, by: { id: by, name }, milestone: type }
    }
    case 'comment': {
      const { createdAt, round, createdBy } = entry.comment
      const comment = spellComment({ comment: entry.comment, authorName: name })
      return { type: 'comment', at: toIso(createdAt), round, by: { id: createdBy, name }, comment }
    }
    case 'decision': {
      const { createdAt, round, userId, outcome: word, note } = entry.decision
      const by = { id: `user:${userId}`, name }
      return { type: 'decision', at: toIso(createdAt), round, by, outcome: word, note }
    }
  }
}
