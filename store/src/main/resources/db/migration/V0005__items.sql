create table item (
    account    uuid not null,
    collection uuid not null,
    name_tag   bytea not null,
    epoch      integer not null,
    modseq     bigint not null,
    item       uuid not null,
    wrapped    bytea not null,
    size       bigint not null,
    record     bytea not null,
    -- salt and tag of body, so that a listing checks the row's MAC without reading bodies
    body_seal  bytea not null,
    body       bytea not null,
    mac        bytea not null,
    primary key (account, collection, name_tag)
);
create unique index item_modseq on item (account, collection, modseq);
create table item_tombstone (
    account    uuid not null,
    collection uuid not null,
    modseq     bigint not null,
    epoch      integer not null,
    name_tag   bytea not null,
    item       uuid not null,
    record     bytea not null,
    mac        bytea not null,
    primary key (account, collection, modseq)
);
