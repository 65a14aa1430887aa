-- account is account 0. An event lies here from the commit of what it tells; the writer of its node then gives it a number.
create table audit_event (
    account uuid not null,
    event   uuid not null,
    node    uuid not null,
    number  bigint,
    at      bigint not null,
    link    bytea,
    record  bytea not null,
    mac     bytea not null,
    primary key (account, event)
);
create index audit_chain on audit_event (account, node, number);
create table audit_checkpoint (
    account    uuid not null,
    node       uuid not null,
    number     bigint not null,
    checkpoint bytea not null,
    primary key (account, node, number)
);
create table audit_key (
    account uuid not null,
    node    uuid not null,
    key_day bigint not null,
    public_key bytea not null,
    record  bytea,
    certificate bytea,
    primary key (account, node, key_day)
);
