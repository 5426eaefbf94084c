// data table: what uploads in pieces need
import type { ColumnTypes } from '../column-types.ts'

/** Files that are coming in pieces, and the pieces; `bytes` and `pieces` of an upload are those of its pieces together. */
export const uploads = ({ text, integer, end, largeEnd }: ColumnTypes): readonly string[] => [
  `create table uploads (
    id ${text} not null,
    owner ${text} not null,
    ordered_by ${text},
    total ${integer},
    bytes ${integer} not null,
    pieces ${integer} not null,
    claimed_until ${integer} not null,
    touched_at ${integer} not null,
    last_piece ${text},
    reply ${text},
    constraint uploads_key primary key (id)
  ) ${largeEnd}`,
  `create index uploads_owner on uploads (owner, touched_at)`,
  `create index uploads_touched on uploads (touched_at, id)`,

  `create table upload_pieces (
    upload_id ${text} not null,
    position ${integer} not null,
    bytes ${integer} not null,
    etag ${text} not null,
    blob_id ${text} not null,
    filename ${text},
    primary key (upload_id, position),
    foreign key (upload_id) references uploads (id)
  ) ${end}`,
]
