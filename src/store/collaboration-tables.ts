// data table: how each noun of working together lies in its table
import {
  proofStatuses,
  type CollaborationRecords,
  type LinkTarget,
  type ProofCommentRecord,
  type ProofRecord,
} from '../domain/collaboration-records.ts'
import * as Ids from '../domain/ids.ts'
import * as Cells from './cells.ts'
import type { NounTable } from './noun-table.ts'
import type { Row } from './row.ts'
import { flag, integer, integerOrNull, literal, text, textOrNull } from './row.ts'

const itself = <T>(record: T): T => record

const idKey = {
  keyOf: itself,
  key: ['account_id', 'id'],
  keyCells: (key: { readonly accountId: string; readonly id: string }): readonly string[] => [key.accountId, key.id],
}

/** Undoes `JSON.stringify` of a value of that type: what is read was written by `toRow`. */
const contentOf = <T>(row: Row): T => JSON.parse(text(row, 'content')) as T

const targetTypes = ['asset', 'folder', 'collection'] as const

type ProofContent = Pick<ProofRecord, 'title' | 'round' | 'assetIds' | 'reviewers' | 'closedAt' | 'milestones'>

/** The compiler can't follow that a type and an id from one row make one of the union. */
const toTarget = (row: Row): LinkTarget =>
  ({ type: literal(row, 'target_type', targetTypes), id: text(row, 'target_id') }) as LinkTarget

/** A round as a cell of a key: as text, so that keys are texts; padded, so that they sort. */
const roundCell = (round: number): string => String(round).padStart(6, '0')

/** The table of every noun of working together. */
export const collaborationTables: { readonly [N in keyof CollaborationRecords]: NounTable<N> } = {
  collection_asset: {
    table: 'collection_assets',
    key: ['account_id', 'collection_id', 'asset_id'],
    keyOf: itself,
    keyCells: (key) => [key.accountId, key.collectionId, key.assetId],
    toRow: (record) => ({
      account_id: record.accountId,
      collection_id: record.collectionId,
      asset_id: record.assetId,
      added_by: record.addedBy,
      created_at: record.createdAt,
    }),
    fromRow: (row) => ({
      accountId: Cells.owner(row),
      collectionId: Ids.collectionId(text(row, 'collection_id')),
      assetId: Ids.assetId(text(row, 'asset_id')),
      addedBy: text(row, 'added_by'),
      createdAt: integer(row, 'created_at'),
    }),
  },
  asset_relation: {
    table: 'asset_relations',
    key: ['account_id', 'asset_id', 'related_id'],
    keyOf: itself,
    keyCells: (key) => [key.accountId, key.assetId, key.relatedId],
    toRow: (record) => ({
      account_id: record.accountId,
      asset_id: record.assetId,
      related_id: record.relatedId,
      created_by: record.createdBy,
      created_at: record.createdAt,
    }),
    fromRow: (row) => ({
      accountId: Cells.owner(row),
      assetId: Ids.assetId(text(row, 'asset_id')),
      relatedId: Ids.assetId(text(row, 'related_id')),
      createdBy: text(row, 'created_by'),
      createdAt: integer(row, 'created_at'),
    }),
  },
  proof: {
    table: 'proofs',
    ...idKey,
    toRow: (record) => ({
      account_id: record.accountId,
      id: record.id,
      environment_id: record.environmentId,
      status: record.status,
      created_by: record.createdBy,
      content: JSON.stringify({
        title: record.title,
        round: record.round,
        assetIds: record.assetIds,
        reviewers: record.reviewers,
        closedAt: record.closedAt,
        milestones: record.milestones.map(({ type, round, at, by }) => ({ type, round, at, by })),
      }),
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      id: Ids.proofId(text(row, 'id')),
      accountId: Cells.owner(row),
      environmentId: Cells.environmentOf(row),
      status: literal(row, 'status', proofStatuses),
      createdBy: text(row, 'created_by'),
      ...contentOf<ProofContent>(row),
      ...Cells.dates(row),
    }),
  },
  proof_comment: {
    table: 'proof_comments',
    ...idKey,
    toRow: (record) => ({
      account_id: record.accountId,
      id: record.id,
      proof_id: record.proofId,
      created_by: record.createdBy,
      is_resolved: Cells.bit(record.isResolved),
      content: JSON.stringify({
        round: record.round,
        assetId: record.assetId,
        point: record.point && { x: record.point.x, y: record.point.y },
        body: record.body,
      }),
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      id: Ids.commentId(text(row, 'id')),
      accountId: Cells.owner(row),
      proofId: Ids.proofId(text(row, 'proof_id')),
      createdBy: text(row, 'created_by'),
      isResolved: flag(row, 'is_resolved'),
      ...contentOf<Pick<ProofCommentRecord, 'round' | 'assetId' | 'point' | 'body'>>(row),
      ...Cells.dates(row),
    }),
  },
  proof_decision: {
    table: 'proof_decisions',
    key: ['account_id', 'proof_id', 'round', 'user_id'],
    keyOf: itself,
    keyCells: (key) => [key.accountId, key.proofId, roundCell(key.round), key.userId],
    toRow: (record) => ({
      account_id: record.accountId,
      proof_id: record.proofId,
      round: roundCell(record.round),
      user_id: record.userId,
      outcome: record.outcome,
      note: record.note,
      created_at: record.createdAt,
    }),
    fromRow: (row) => ({
      accountId: Cells.owner(row),
      proofId: Ids.proofId(text(row, 'proof_id')),
      round: Number(text(row, 'round')),
      userId: Ids.userId(text(row, 'user_id')),
      outcome: literal(row, 'outcome', ['approved', 'rejected']),
      note: textOrNull(row, 'note'),
      createdAt: integer(row, 'created_at'),
    }),
  },
  public_link: {
    table: 'public_links',
    ...idKey,
    toRow: (record) => ({
      account_id: record.accountId,
      id: record.id,
      environment_id: record.environmentId,
      target_type: record.target.type,
      target_id: record.target.id,
      title: record.title,
      allows_download: Cells.bit(record.allowsDownload),
      has_password: Cells.bit(record.hasPassword),
      expires_at: record.expiresAt,
      created_by: record.createdBy,
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      id: Ids.linkId(text(row, 'id')),
      accountId: Cells.owner(row),
      environmentId: Cells.environmentOf(row),
      target: toTarget(row),
      title: text(row, 'title'),
      allowsDownload: flag(row, 'allows_download'),
      hasPassword: flag(row, 'has_password'),
      expiresAt: integerOrNull(row, 'expires_at'),
      createdBy: text(row, 'created_by'),
      ...Cells.dates(row),
    }),
  },
}
