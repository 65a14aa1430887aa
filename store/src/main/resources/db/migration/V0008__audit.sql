-- account is account 0. An event lies here from the commit of what it tells; the writer of its node then gives it its link.
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
-- signed, so anybody may know it
create table audit_checkpoint (
    account    uuid not null,
    node       uuid not null,
    number     bigint not null,
    at         bigint not null,
    checkpoint bytea not null,
    primary key (account, node, number, at)
);
-- a day's signing key: its certificate for ever, its sealed private half until the next one
create table audit_signer (
    account     uuid not null,
    node        uuid not null,
    number      bigint not null,
    certificate bytea not null,
    seed        bytea,
    primary key (account, node, number)
);
