import { refusal } from '../../domain/errors.ts'
import { assetId, commentId, type AssetId } from '../../domain/ids.ts'
import type { PinnedPoint, ProofCommentRecord, ProofRecord } from '../../domain/collaboration-records.ts'
import type { Reader } from '../../store/store.ts'
import { writing, type Deed, type Loading, type NeedOf } from '../operation.ts'
import { nameSpeakers } from './name-speakers.ts'
import { loadProof, needToSee, needToSpeak, requireOpenProof, requireProof, type LoadedProof } from './find-proof.ts'
import { placeOfProof, type NamedProof } from './proof-place.ts'
import { readProse, unfit } from './proof-texts.ts'
import { spellCaller } from './start-proof.ts'

/** A comment with who wrote it. */
export interface ShownComment {
  readonly comment: ProofCommentRecord
  /** Null when the author is gone, or is no principal of the account. */
  readonly authorName: string | null
}

/** A new comment. */
export interface CommentDraft extends NamedProof {
  readonly body: string
  /** One of the proof's; null: on the proof as a whole. */
  readonly assetId: string | null
  /** On that asset; null: on all of it. */
  readonly point: PinnedPoint | null
}

/** Comments on a proof, on one of its assets, or on a point of it. */
export const createComment = writing<CommentDraft, ShownComment, LoadedProof>({
  name: 'proof-comment.create',
  summary: 'Comment on a proof, on one of its assets, or on a point of it.',
  access: { type: 'requires', needs: [needToSee, needToSpeak] },
  load: loadProof,
  run: async (input, deed, loaded) => {
    const proof = requireOpenProof(input, loaded)
    const on = input.assetId === null ? null : requireProofAsset(proof, input.assetId)
    const comment: ProofCommentRecord = {
      id: deed.house.ids.comment(),
      accountId: proof.accountId,
      proofId: proof.id,
      round: proof.round,
      assetId: on,
      point: await readPoint(input.point, on, deed),
      body: readProse('body', input.body),
      isResolved: false,
      createdBy: spellCaller(deed.caller),
      createdAt: deed.at,
      updatedAt: deed.at,
    }
    await deed.store.put('proof_comment', comment)
    return showComment(comment, deed)
  },
})

function requireProofAsset({ assetIds }: ProofRecord, sent: string): AssetId {
  const found = assetIds.find((one) => one === assetId(sent))
  if (found !== undefined) return found
  throw refusal('not_found', { what: 'asset of this proof' }, { fields: [{ name: 'assetId', value: sent }] })
}

async function readPoint(
  point: PinnedPoint | null,
  on: AssetId | null,
  { store, caller }: Deed<Reader>,
): Promise<PinnedPoint | null> {
  if (point === null) return null
  if (on === null) throw refusal('missing_fields', undefined, { fields: [{ name: 'assetId' }] })
  for (const side of ['x', 'y'] as const) {
    if (!(point[side] >= 0 && point[side] <= 1)) throw unfit(`point.${side}`, point[side], 'from 0 to 1')
  }
  const asset = await store.find('asset', { accountId: caller.accountId, id: on })
  if (asset?.resourceKind !== 'raw') return { x: point.x, y: point.y }
  throw unfit('point', undefined, 'points are of pictures and videos')
}

/** What one comment is named by. */
export interface NamedComment extends NamedProof {
  readonly commentId: string
}

/** A comment that an input names, in its proof. */
export interface LoadedComment extends LoadedProof {
  readonly comment: ProofCommentRecord | undefined
}

async function loadComment(input: NamedComment, loading: Loading): Promise<LoadedComment> {
  const loaded = await loadProof(input, loading)
  const { accountId } = loading.caller
  const found = await loading.store.find('proof_comment', { accountId, id: commentId(input.commentId) })
  return { ...loaded, comment: found?.proofId === loaded.proof?.id ? found : undefined }
}

function requireComment({ commentId: id }: NamedComment, { comment }: LoadedComment): ProofCommentRecord {
  if (comment !== undefined) return comment
  throw refusal('not_found', { what: 'comment' }, { fields: [{ name: 'commentId', value: id }] })
}

const isOwn = (comment: ProofCommentRecord, caller: Deed<Reader>['caller']): boolean =>
  comment.createdBy === spellCaller(caller)

/** Changes what a comment says; only whoever wrote it does. */
export const editComment = writing<NamedComment & { readonly body: string }, ShownComment, LoadedComment>({
  name: 'proof-comment.update',
  summary: 'Change what a comment of one’s own says.',
  access: { type: 'requires', needs: [needToSee, needToSpeak] },
  refuses: {
    says: 'whoever wrote the comment',
    of: (_input, caller, { comment }) =>
      comment === undefined || isOwn(comment, caller) ? null : refusal('not_own_comment', undefined),
  },
  load: loadComment,
  run: async (input, deed, loaded) => {
    requireOpenProof(input, loaded)
    const standing = requireComment(input, loaded)
    if (!isOwn(standing, deed.caller)) throw refusal('not_own_comment', undefined)
    const body = readProse('body', input.body)
    const comment = body === standing.body ? standing : { ...standing, body, updatedAt: deed.at }
    await deed.store.put('proof_comment', comment)
    return showComment(comment, deed)
  },
})

/** Says whether what a comment asks for is done. */
export const resolveComment = writing<NamedComment & { readonly isResolved: boolean }, ShownComment, LoadedComment>({
  name: 'proof-comment.resolve',
  summary: 'Say that what a comment asks for is done, or isn’t.',
  access: { type: 'requires', needs: [needToSee, needToSpeak] },
  load: loadComment,
  run: async (input, deed, loaded) => {
    requireOpenProof(input, loaded)
    const standing = requireComment(input, loaded)
    const { isResolved } = input
    const comment = isResolved === standing.isResolved ? standing : { ...standing, isResolved, updatedAt: deed.at }
    await deed.store.put('proof_comment', comment)
    return showComment(comment, deed)
  },
})

const needToDelete: NeedOf<NamedComment, LoadedComment> = {
  action: 'update',
  on: ['Proof'],
  level: 'environment',
  unless: 'wrote it and may still comment, or started the proof and may still start proofs',
  of: ({ proofId: id, environmentId: environment }, caller, _engine, { comment, part }) =>
    part.updates || (part.speaks && (comment === undefined || isOwn(comment, caller)))
      ? []
      : [placeOfProof(id, environment)],
}

/** Deletes a comment: one's own, or any one for who manages the proof; of a closed proof only the latter. */
export const deleteComment = writing<NamedComment, undefined, LoadedComment>({
  name: 'proof-comment.delete',
  summary: 'Delete a comment of one’s own, or any one of a proof that one manages.',
  access: { type: 'requires', needs: [needToSee, needToDelete] },
  load: loadComment,
  run: async (input, deed, loaded) => {
    const proof = requireProof(input, loaded)
    if (!loaded.part.updates) requireOpenProof(input, loaded)
    const { id } = requireComment(input, loaded)
    await deed.store.delete('proof_comment', { accountId: proof.accountId, id })
    return undefined
  },
})

/** Shows a comment with its author, whoever that is: who speaks in a proof signs by name. */
async function showComment(comment: ProofCommentRecord, deed: Deed<Reader>): Promise<ShownComment> {
  const names = await nameSpeakers([comment.createdBy], deed)
  return { comment, authorName: names.get(comment.createdBy) ?? null }
}
