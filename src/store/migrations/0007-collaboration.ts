// data table: what people do together
import type { ColumnTypes } from '../column-types.ts'

/**
 * What collections hold, relations, proofs, public links. What is never asked for by itself lies in `content`, as JSON. The
 * secrets of links and the counts of their visits lie beside the records. A round is a text, padded so that it sorts.
 */
export const collaboration = ({ text, integer, end, largeEnd }: ColumnTypes): readonly string[] => [
  `alter table collections add column description ${text}`,
  `alter table collections add column cover_asset_id ${text}`,
  `alter table collections add column expression ${text}`,
  `alter table collections add column created_by ${text}`,

  `create table collection_assets (
    account_id ${text} not null,
    collection_id ${text} not null,
    asset_id ${text} not null,
    added_by ${text} not null,
    created_at ${integer} not null,
    primary key (account_id, collection_id, asset_id),
    foreign key (account_id, collection_id) references collections (account_id, id),
    foreign key (account_id, asset_id) references assets (account_id, id)
  ) ${end}`,
  `create index collection_assets_creation on collection_assets (account_id, collection_id, created_at, asset_id)`,
  `create index collection_assets_asset on collection_assets (account_id, asset_id, collection_id)`,

  `create table asset_relations (
    account_id ${text} not null,
    asset_id ${text} not null,
    related_id ${text} not null,
    created_by ${text} not null,
    created_at ${integer} not null,
    primary key (account_id, asset_id, related_id),
    foreign key (account_id, asset_id) references assets (account_id, id),
    foreign key (account_id, related_id) references assets (account_id, id)
  ) ${end}`,
  `create index asset_relations_related on asset_relations (account_id, related_id, asset_id)`,

  `create table proofs (
    account_id ${text} not null,
    id ${text} not null,
    environment_id ${text} not null,
    status ${text} not null,
    created_by ${text} not null,
    content ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, id),
    foreign key (account_id, environment_id) references environments (account_id, id)
  ) ${largeEnd}`,
  `create index proofs_creation on proofs (account_id, environment_id, created_at, id)`,

  `create table proof_comments (
    account_id ${text} not null,
    id ${text} not null,
    proof_id ${text} not null,
    created_by ${text} not null,
    is_resolved ${integer} not null,
    content ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, id),
    foreign key (account_id, proof_id) references proofs (account_id, id)
  ) ${largeEnd}`,
  `create index proof_comments_proof on proof_comments (account_id, proof_id, created_at, id)`,

  `create table proof_decisions (
    account_id ${text} not null,
    proof_id ${text} not null,
    round ${text} not null,
    user_id ${text} not null,
    outcome ${text} not null,
    note ${text},
    created_at ${integer} not null,
    primary key (account_id, proof_id, round, user_id),
    foreign key (account_id, proof_id) references proofs (account_id, id)
  ) ${end}`,

  `create table public_links (
    account_id ${text} not null,
    id ${text} not null,
    environment_id ${text} not null,
    target_type ${text} not null,
    target_id ${text} not null,
    title ${text} not null,
    allows_download ${integer} not null,
    has_password ${integer} not null,
    expires_at ${integer},
    created_by ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, id),
    foreign key (account_id, environment_id) references environments (account_id, id)
  ) ${end}`,
  `create index public_links_creation on public_links (account_id, environment_id, created_at, id)`,
  `create index public_links_target on public_links (account_id, target_type, target_id)`,

  `create table link_secrets (
    account_id ${text} not null,
    link_id ${text} not null,
    token_hash ${text} not null,
    sealed_token ${text} not null,
    password_hash ${text},
    visits ${integer} not null,
    last_visit_at ${integer},
    primary key (account_id, link_id),
    foreign key (account_id, link_id) references public_links (account_id, id)
  ) ${end}`,
  `create unique index link_secrets_token on link_secrets (token_hash)`,
]
