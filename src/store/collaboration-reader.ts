import { sql } from 'kysely'
import type { CollaborationRecords } from '../domain/collaboration-records.ts'
import type { CollaborationReader, LinkFilter } from './collaboration.ts'
import type { KeyOf, Page } from './keys.ts'
import type { Principal } from '../domain/principal.ts'
import { nounTables } from './noun-tables.ts'
import type { Clause, Database } from './row.ts'
import { allOf, anyOf, integer, integerOrNull, isAfter, isEqual, rowOf, rowsOf, text, textOrNull } from './row.ts'
import { part, select, selectOne } from './select.ts'

/** Makes the part of a reader that knows what people do together. */
export function createCollaborationReader(database: Database): CollaborationReader {
  return {
    ...createCollectionReader(database),
    ...createProofReader(database),
    ...createLinkReader(database),
    listRelations: ({ accountId, id }) =>
      select(database, 'asset_relation', {
        where: [isEqual('account_id', accountId), anyOf([isEqual('asset_id', id), isEqual('related_id', id)])],
        order: ['created_at', 'asset_id', 'related_id'],
      }),
  }
}

type CollectionReader = Pick<
  CollaborationReader,
  'listCollectionAssets' | 'listCollectionsHolding' | 'countCollectionAssets'
>

function createCollectionReader(database: Database): CollectionReader {
  const inCollection = ({ accountId, id }: KeyOf<'collection'>): readonly Clause[] => [
    isEqual('account_id', accountId),
    isEqual('collection_id', id),
  ]
  return {
    listCollectionAssets: (collection, page) => {
      const { where, ...rest } = part(page, ['created_at', 'asset_id'], (last) => [last.createdAt, last.assetId])
      return select(database, 'collection_asset', { where: [...inCollection(collection), ...where], ...rest })
    },
    listCollectionsHolding: ({ accountId, id }) =>
      select(database, 'collection_asset', {
        where: [isEqual('account_id', accountId), isEqual('asset_id', id)],
        order: ['collection_id'],
      }),
    countCollectionAssets: async (collection) => {
      const where = allOf(inCollection(collection))
      const row = await rowOf(database, sql`select count(*) as count from collection_assets where ${where}`)
      return row === undefined ? 0 : integer(row, 'count')
    },
  }
}

type ProofReader = Pick<CollaborationReader, 'listProofs' | 'listProofsOf' | 'listProofComments' | 'listProofDecisions'>

function createProofReader(database: Database): ProofReader {
  const ofProof = ({ accountId, id }: KeyOf<'proof'>): readonly Clause[] => [
    isEqual('account_id', accountId),
    isEqual('proof_id', id),
  ]
  return {
    listProofs: (accountId, environmentId, { isClosed, naming } = {}, page) =>
      selectNewest(
        database,
        'proof',
        [
          isEqual('account_id', accountId),
          isEqual('environment_id', environmentId),
          ...(isClosed === undefined ? [] : [sql`status ${isClosed ? sql`=` : sql`<>`} 'closed'`]),
          ...(naming === undefined ? [] : [contentNames(naming)]),
        ],
        page,
      ),
    listProofsOf: async (accountId, principals) => {
      if (principals.length === 0) return []
      const found = await select(database, 'proof', {
        where: [isEqual('account_id', accountId), anyOf(principals.map(mentions))],
        order: ['id'],
      })
      return found.filter((proof) => principals.some((one) => isPartOf(one, proof)))
    },
    listProofComments: (proof, page) => {
      const { where, ...rest } = part(page, ['created_at', 'id'], (last) => [last.createdAt, last.id])
      return select(database, 'proof_comment', { where: [...ofProof(proof), ...where], ...rest })
    },
    listProofDecisions: (proof) =>
      select(database, 'proof_decision', { where: ofProof(proof), order: ['round', 'user_id'] }),
  }
}

/** An id as JSON has it. */
const contentNames = (id: string): Clause =>
  sql`content like ${`%${JSON.stringify(id).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`} escape ${'\\'}`

/** The proofs that may be a principal's: it started them, or its id stands somewhere in what they hold. */
const mentions = ({ type, id }: Principal): Clause => anyOf([isEqual('created_by', `${type}:${id}`), contentNames(id)])

const isPartOf = ({ type, id }: Principal, { createdBy, reviewers }: CollaborationRecords['proof']): boolean =>
  createdBy === `${type}:${id}` || reviewers.some((one) => one.type === type && one.id === id)

type LinkReader = Pick<CollaborationReader, 'listPublicLinks' | 'findPublicLinkByToken' | 'findLinkSecret'>

function createLinkReader(database: Database): LinkReader {
  return {
    listPublicLinks: (accountId, filter, page) =>
      selectNewest(database, 'public_link', [isEqual('account_id', accountId), ...linkClauses(filter)], page),
    findPublicLinkByToken: (tokenHash) => {
      const found = sql`select account_id, link_id from link_secrets where ${isEqual('token_hash', tokenHash)}`
      return selectOne(database, 'public_link', [sql`(account_id, id) in (${found})`])
    },
    findLinkSecret: async ({ accountId, id }) => {
      const where = allOf([isEqual('account_id', accountId), isEqual('link_id', id)])
      const row = await rowOf(database, sql`select * from link_secrets where ${where}`)
      return (
        row && {
          sealedToken: text(row, 'sealed_token'),
          passwordHash: textOrNull(row, 'password_hash'),
          visits: integer(row, 'visits'),
          lastVisitAt: integerOrNull(row, 'last_visit_at'),
        }
      )
    },
  }
}

const linkClauses = ({ environmentId, targets, createdBy }: LinkFilter): readonly Clause[] => [
  ...(environmentId === undefined ? [] : [isEqual('environment_id', environmentId)]),
  ...(createdBy === undefined ? [] : [isEqual('created_by', createdBy)]),
  ...(targets === undefined
    ? []
    : [anyOf(targets.map(({ type, id }) => allOf([isEqual('target_type', type), isEqual('target_id', id)])))]),
]

/** Newest first, then by id downwards. */
async function selectNewest<N extends 'proof' | 'public_link'>(
  database: Database,
  noun: N,
  where: readonly Clause[],
  page: Page<CollaborationRecords[N]> | undefined,
): Promise<readonly CollaborationRecords[N][]> {
  const { table, fromRow } = nounTables[noun]
  const last = page?.after
  const older = last === undefined ? [] : [sql`not ${isAtOrAfter(last)}`]
  const first = page === undefined ? sql`` : sql`limit ${page.limit}`
  const statement = sql`select * from ${sql.table(table)} where ${allOf([...where, ...older])}
    order by created_at desc, id desc ${first}`
  return (await rowsOf(database, statement)).map((row) => fromRow(row, []))
}

const isAtOrAfter = ({ createdAt, id }: { readonly createdAt: number; readonly id: string }): Clause =>
  sql`(${isAfter(['created_at', 'id'], [createdAt, id])} or (${isEqual('created_at', createdAt)} and ${isEqual('id', id)}))`
