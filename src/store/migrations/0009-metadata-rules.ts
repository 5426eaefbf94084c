// data table: conditional rules between fields of structured metadata
import type { ColumnTypes } from '../column-types.ts'

/** What is never asked for by itself lies in `content`, as JSON. */
export const metadataRules = ({ text, integer, largeEnd }: ColumnTypes): readonly string[] => [
  `create table metadata_rules (
    account_id ${text} not null,
    environment_id ${text} not null,
    id ${text} not null,
    position ${integer} not null,
    content ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, environment_id, id),
    foreign key (account_id, environment_id) references environments (account_id, id)
  ) ${largeEnd}`,
]
