import { sql } from 'kysely'
import { blobId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { DatabaseAccess } from './access.ts'
import { adoptBlobs, doomBlobs } from './blob-ledger.ts'
import type { Clause, Database, Row } from './row.ts'
import { integer, integerOrNull, isEqual, literal, rowOf, rowsOf, text, textOrNull } from './row.ts'
import type { HeldUpload, StoredPiece, StoredUpload, UploadStore } from './uploads.ts'

/** Makes the part of a store that keeps files that are coming in pieces. */
export function createUploadStore({ reading, write }: Pick<DatabaseAccess, 'reading' | 'write'>): UploadStore {
  return {
    findUpload: async (id) => {
      const row = await rowOf(reading, sql`select * from uploads where ${isEqual('id', id)}`)
      return row && toUpload(row)
    },
    listUploadPieces: (id) => listPieces(reading, id),
    countUploads: async (owner) => {
      const counted = sql`select count(*) as every, count(case when ${isEqual('owner', owner)} then 1 end) as own
        from uploads where reply is null`
      const row = await rowOf(reading, counted)
      return row === undefined ? { own: 0, all: 0 } : { own: integer(row, 'own'), all: integer(row, 'every') }
    },
    changeUpload: ({ id, owner }, at, work) =>
      write(queueOf(id), async (database) => work(holdUpload(database, await begin(database, { id, owner, at }), at))),
    dropUpload: (id, at) => write(queueOf(id), (database) => drop(database, isEqual('id', id), at)),
    dropUploadsBefore: async (touchedBefore, at, limit) => {
      const isOld = sql`touched_at < ${touchedBefore}`
      const old = await rowsOf(reading, sql`select id from uploads where ${isOld} order by touched_at limit ${limit}`)
      for (const id of old.map((row) => text(row, 'id')))
        await write(queueOf(id), (database) => drop(database, sql`${isEqual('id', id)} and ${isOld}`, at))
      return old.length
    },
  }
}

const queueOf = (id: string): string => `upload ${id}`

/** The first statement locks the row, so that others who change the upload wait for this transaction. */
async function begin(
  database: Database,
  { id, owner, at }: { readonly id: string; readonly owner: string; readonly at: Instant },
): Promise<StoredUpload> {
  const row = await rowOf(
    database,
    sql`insert into uploads (id, owner, bytes, pieces, claimed_until, touched_at) values (${id}, ${owner}, 0, 0, 0, ${at})
      on conflict (id) do update set touched_at = excluded.touched_at returning *`,
  )
  if (row === undefined) throw new Error('an insertion answered nothing')
  return toUpload(row)
}

function holdUpload(database: Database, upload: StoredUpload, at: Instant): HeldUpload {
  const isThis = isEqual('id', upload.id)
  return {
    upload,
    findPieceUpTo: async (position) => {
      const found = sql`select * from upload_pieces where ${isEqual('upload_id', upload.id)}
        and position <= ${position} order by position desc limit 1`
      const row = await rowOf(database, found)
      return row && toPiece(row)
    },
    addPiece: async ({ position, bytes, etag, blobId: blob, filename }) => {
      await adoptBlobs(database, [blob])
      await rowsOf(
        database,
        sql`insert into upload_pieces (upload_id, position, bytes, etag, blob_id, filename)
          values (${upload.id}, ${position}, ${bytes}, ${etag}, ${blob}, ${filename})`,
      )
      await rowsOf(database, sql`update uploads set bytes = bytes + ${bytes}, pieces = pieces + 1 where ${isThis}`)
    },
    dropPieces: async () => {
      await dropPieces(database, upload.id, at)
      await rowsOf(
        database,
        sql`update uploads set bytes = 0, pieces = 0, ordered_by = null, total = null where ${isThis}`,
      )
    },
    update: async (fields) => {
      const next = { ...upload, ...fields }
      await rowsOf(
        database,
        sql`update uploads set ordered_by = ${next.orderedBy}, total = ${next.total}, reply = ${next.reply},
          claimed_until = ${next.claimedUntil}, touched_at = ${next.touchedAt}, last_piece = ${next.lastPiece}
          where ${isThis}`,
      )
    },
  }
}

async function drop(database: Database, where: Clause, at: Instant): Promise<void> {
  const row = await rowOf(database, sql`update uploads set touched_at = touched_at where ${where} returning id`)
  if (row === undefined) return
  const id = text(row, 'id')
  await dropPieces(database, id, at)
  await rowsOf(database, sql`delete from uploads where ${isEqual('id', id)}`)
}

async function dropPieces(database: Database, id: string, at: Instant): Promise<void> {
  const pieces = await listPieces(database, id)
  await rowsOf(database, sql`delete from upload_pieces where ${isEqual('upload_id', id)}`)
  await doomBlobs(
    database,
    pieces.map(({ blobId: blob }) => blob),
    at,
  )
}

async function listPieces(database: Database, id: string): Promise<readonly StoredPiece[]> {
  const found = sql`select * from upload_pieces where ${isEqual('upload_id', id)} order by position`
  return (await rowsOf(database, found)).map(toPiece)
}

const toUpload = (row: Row): StoredUpload => ({
  id: text(row, 'id'),
  owner: text(row, 'owner'),
  orderedBy: row.ordered_by === null ? null : literal(row, 'ordered_by', ['ranges', 'parts'] as const),
  total: integerOrNull(row, 'total'),
  bytes: integer(row, 'bytes'),
  pieces: integer(row, 'pieces'),
  claimedUntil: integer(row, 'claimed_until'),
  touchedAt: integer(row, 'touched_at'),
  lastPiece: textOrNull(row, 'last_piece'),
  reply: textOrNull(row, 'reply'),
})

const toPiece = (row: Row): StoredPiece => ({
  position: integer(row, 'position'),
  bytes: integer(row, 'bytes'),
  etag: text(row, 'etag'),
  blobId: blobId(text(row, 'blob_id')),
  filename: textOrNull(row, 'filename'),
})
