import type {
  ProofCommentRecord,
  ProofDecisionRecord,
  ProofMilestone,
  ProofRecord,
} from '../../domain/collaboration-records.ts'
import { commentId } from '../../domain/ids.ts'
import type { Reader } from '../../store/store.ts'
import { reading, type Deed } from '../operation.ts'
import { openCursor, sealCursor } from '../sealed-cursor.ts'
import { loadProof, needToSee, requireProof, type LoadedProof } from './find-proof.ts'
import { nameSpeakers } from './name-speakers.ts'
import type { NamedProof } from './proof-place.ts'

/** One thing that happened in a proof; at one instant in the order of the types here. */
export type HistoryEntry =
  | { readonly type: 'milestone'; readonly milestone: ProofMilestone; readonly byName: string | null }
  | { readonly type: 'comment'; readonly comment: ProofCommentRecord; readonly byName: string | null }
  /** Of each reviewer in each round the last word. */
  | { readonly type: 'decision'; readonly decision: ProofDecisionRecord; readonly byName: string | null }

/** Part of what happened in a proof, oldest first. */
export interface HistoryPage {
  readonly entries: readonly HistoryEntry[]
  readonly nextCursor: string | null
}

/** Lists what happened in a proof: its steps, its comments, its reviewers' words. */
export const listHistory = reading<
  NamedProof & { readonly limit: number; readonly cursor: string | null },
  HistoryPage,
  LoadedProof
>({
  name: 'proof.list-history',
  summary: 'List the rounds, comments and decisions of a proof.',
  access: { type: 'requires', needs: [needToSee] },
  load: loadProof,
  run: async (input, deed, loaded) => {
    const proof = requireProof(input, loaded)
    const list = `history of proof ${proof.id}`
    const after = input.cursor === null ? first : readPosition(openCursor(deed.house, list, input.cursor))
    const events = await listEvents(proof, after, input.limit + 1, deed)
    const shown = events.slice(0, input.limit)
    const last = events.length > input.limit ? shown.at(-1) : undefined
    const names = await nameSpeakers(shown.map(speakerOf), deed)
    return {
      entries: shown.map(({ entry, by }) => ({ ...entry, byName: names.get(by) ?? null })),
      nextCursor:
        last === undefined ? null : sealCursor(deed.house, list, [String(last.at), String(last.rank), last.key]),
    }
  },
})

/** Where an event stands in the history. */
interface Position {
  readonly at: number
  /** Of its type: the number of {@link ranks}. */
  readonly rank: number
  readonly key: string
}

type Entry =
  | Omit<Extract<HistoryEntry, { type: 'milestone' }>, 'byName'>
  | Omit<Extract<HistoryEntry, { type: 'comment' }>, 'byName'>
  | Omit<Extract<HistoryEntry, { type: 'decision' }>, 'byName'>

interface Event extends Position {
  readonly entry: Entry
  readonly by: string
}

const ranks = { milestone: 0, comment: 1, decision: 2 } as const
const first: Position = { at: -1, rank: 0, key: '' }

const readPosition = ([at = '', rank = '', key = '']: readonly string[]): Position => ({
  at: Number(at),
  rank: Number(rank),
  key,
})

const speakerOf = ({ by }: Event): string => by

async function listEvents(
  proof: ProofRecord,
  after: Position,
  limit: number,
  { store }: Deed<Reader>,
): Promise<readonly Event[]> {
  const comments = await store.listProofComments(proof, { limit, after: commentBefore(after) })
  const decisions = await store.listProofDecisions(proof)
  const events = [
    ...proof.milestones.map(eventOfMilestone),
    ...comments.map(eventOfComment),
    ...decisions.map(eventOfDecision),
  ]
  return events
    .filter((event) => compare(after, event) < 0)
    .sort(compare)
    .slice(0, limit)
}

/** The comment to go on after: the store pages by its instant and its id alone. */
function commentBefore({ at, rank, key }: Position): ProofCommentRecord {
  const id = rank === ranks.comment ? key : rank < ranks.comment ? '' : afterAllIds
  return { createdAt: at, id: commentId(id) } as ProofCommentRecord
}

/** Ids of comments are hex characters. */
const afterAllIds = '~'

const compare = (one: Position, other: Position): number =>
  one.at - other.at || one.rank - other.rank || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0)

const eventOfMilestone = (milestone: ProofMilestone, position: number): Event => ({
  entry: { type: 'milestone', milestone },
  at: milestone.at,
  rank: ranks.milestone,
  key: `${String(milestone.round).padStart(6, '0')} ${String(position).padStart(3, '0')}`,
  by: milestone.by,
})

const eventOfComment = (comment: ProofCommentRecord): Event => ({
  entry: { type: 'comment', comment },
  at: comment.createdAt,
  rank: ranks.comment,
  key: comment.id,
  by: comment.createdBy,
})

const eventOfDecision = (decision: ProofDecisionRecord): Event => ({
  entry: { type: 'decision', decision },
  at: decision.createdAt,
  rank: ranks.decision,
  key: `${String(decision.round).padStart(6, '0')} ${decision.userId}`,
  by: `user:${decision.userId}`,
})
