create table property (
    account  uuid not null,
    scope    uuid not null,
    kind_tag bytea not null,
    tag      bytea not null,
    property uuid not null,
    epoch    integer not null,
    record   bytea not null,
    mac      bytea not null,
    primary key (account, scope, kind_tag, tag)
);
