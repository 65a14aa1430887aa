create table quota_usage (
    account  uuid primary key,
    bytes    bigint not null,
    messages bigint not null,
    mac      bytea not null
);
