create table lease (
    account uuid not null,
    tag     bytea not null,
    holder  uuid not null,
    fence   bigint not null,
    until   bigint not null,
    mac     bytea not null,
    primary key (account, tag)
);
