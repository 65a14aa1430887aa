create table message (
    account       uuid not null,
    collection    uuid not null,
    uid           bigint not null,
    modseq        bigint not null,
    epoch         integer not null,
    object_number bigint not null,
    object_id     uuid not null,
    wrapped       bytea not null,
    flags         integer not null,
    internal_date bigint not null,
    save_date     bigint not null,
    padded_size   bigint not null,
    thread        uuid not null,
    record        bytea not null,
    mac           bytea not null,
    primary key (account, collection, uid)
);
create index message_modseq on message (account, collection, modseq);
create table tombstone (
    account    uuid not null,
    collection uuid not null,
    uid        bigint not null,
    modseq     bigint not null,
    epoch      integer not null,
    made       bigint not null,
    mac        bytea not null,
    primary key (account, collection, uid)
);
create index tombstone_modseq on tombstone (account, collection, modseq);
-- One bit a UID of a run whose tombstone is swept; counted in the digest of its run.
create table swept_run (
    account    uuid not null,
    collection uuid not null,
    run        bigint not null,
    epoch      integer not null,
    uids       bytea not null,
    mac        bytea not null,
    primary key (account, collection, run)
);
create table thread_link (
    account uuid not null,
    tag     bytea not null,
    thread  uuid not null,
    mac     bytea not null,
    primary key (account, tag)
);
create table delivery (
    account    uuid not null,
    delivery   uuid not null,
    collection uuid not null,
    uid        bigint not null,
    made       bigint not null,
    mac        bytea not null,
    primary key (account, delivery)
);
-- Rows with a bad MAC that a repair took out of their mailbox, as they were found.
create table message_aside (
    account       uuid not null,
    collection    uuid not null,
    uid           bigint not null,
    aside         bigint not null,
    modseq        bigint not null,
    epoch         integer not null,
    object_number bigint not null,
    object_id     uuid not null,
    wrapped       bytea not null,
    flags         integer not null,
    internal_date bigint not null,
    save_date     bigint not null,
    padded_size   bigint not null,
    thread        uuid not null,
    record        bytea not null,
    mac           bytea not null,
    primary key (account, collection, uid, aside)
);
