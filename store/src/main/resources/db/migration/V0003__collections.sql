-- What a collection is: sealed and authenticated by its owner's HOME collection, whose digest counts it.
create table collection (
    account    uuid not null,
    collection uuid not null,
    kind       smallint not null,
    name_tag   bytea not null,
    epoch      integer not null,
    home_epoch integer not null,
    record     bytea not null,
    mac        bytea not null,
    primary key (account, collection),
    unique (account, name_tag)
);
-- Where it is: taken by every change. Two MACs: its own key's and account 0's.
create table collection_head (
    account      uuid not null,
    collection   uuid not null,
    epoch        integer not null,
    uid_validity bigint not null,
    modseq       bigint not null,
    uid_next     bigint not null,
    total        bigint not null,
    unseen       bigint not null,
    deleted      bigint not null,
    bytes        bigint not null,
    swept_modseq bigint not null,
    recent_from  bigint not null,
    sum_nonce    bytea not null,
    sum_value    bytea not null,
    mac          bytea not null,
    server_mac   bytea not null,
    primary key (account, collection)
);
create table digest_run (
    account    uuid not null,
    collection uuid not null,
    run        bigint not null,
    sum_nonce  bytea not null,
    sum_value  bytea not null,
    primary key (account, collection, run)
);
create table collection_grant (
    account    uuid not null,
    collection uuid not null,
    epoch      integer not null,
    holder     uuid not null,
    wrapped    bytea,
    signed     bytea,
    mac        bytea not null,
    primary key (account, collection, epoch, holder)
);
