-- One row: which installation this is. A working key has one row a root version that wraps it.
create table installation (
    tenant  uuid primary key,
    format  integer not null,
    created bigint not null
);
create table working_key (
    tenant       uuid not null,
    version      integer not null,
    root_version integer not null,
    wrapped      bytea not null,
    primary key (tenant, version, root_version)
);
