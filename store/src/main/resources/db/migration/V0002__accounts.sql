-- Sealed and authenticated by the HOME collection of account 0, whose id leads address, domain and alias.
create table account (
    account            uuid primary key,
    generation         integer not null,
    x25519             bytea not null,
    ed25519            bytea not null,
    home               uuid not null,
    credential_version bigint not null,
    next_slot          integer not null,
    slots_nonce        bytea not null,
    slots_sum          bytea not null,
    grants_nonce       bytea not null,
    grants_sum         bytea not null,
    record             bytea not null,
    mac                bytea not null
);
create table address (
    account uuid not null,
    tag     bytea not null,
    holder  uuid not null,
    mac     bytea not null,
    primary key (account, tag)
);
create table domain_name (
    account uuid not null,
    tag     bytea not null,
    domain  uuid not null,
    record  bytea not null,
    mac     bytea not null,
    primary key (account, tag)
);
create table alias (
    account uuid not null,
    tag     bytea not null,
    alias   uuid not null,
    record  bytea not null,
    mac     bytea not null,
    primary key (account, tag, alias)
);
create table slot (
    account         uuid not null,
    slot            uuid not null,
    number          integer not null,
    kind            smallint not null,
    generation      integer not null,
    working_version integer not null,
    sealed          bytea not null,
    record          bytea not null,
    mac             bytea not null,
    primary key (account, slot),
    unique (account, number)
);
create table slot_use (
    account uuid not null,
    slot    uuid not null,
    record  bytea not null,
    mac     bytea not null,
    primary key (account, slot)
);
