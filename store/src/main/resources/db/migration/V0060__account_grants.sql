-- Who holds the seed of a group, in its current generation: by HPKE until the member first opens it, then under the member's own-wrap.
create table account_grant (
    account    uuid not null,
    holder     uuid not null,
    generation integer not null,
    wrapped    bytea,
    signed     bytea,
    mac        bytea not null,
    primary key (account, holder)
);
-- Seeds of an account's earlier generations, each sealed under the one after it.
create table account_generation (
    account    uuid not null,
    generation integer not null,
    sealed     bytea not null,
    mac        bytea not null,
    primary key (account, generation)
);
