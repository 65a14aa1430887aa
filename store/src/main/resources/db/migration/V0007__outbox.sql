-- account is account 0, the shard that delivers.
create sequence outbox_number;
create table outbox (
    account  uuid not null,
    number   bigint not null,
    outbox   uuid not null,
    target   uuid not null,
    kind     smallint not null,
    due      bigint not null,
    attempts integer not null,
    record   bytea not null,
    mac      bytea not null,
    primary key (account, number)
);
create index outbox_due on outbox (account, due);
create index outbox_target on outbox (account, target, number);
