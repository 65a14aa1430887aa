-- What an account lets others do with its name and mailboxes: rows of account 0's HOME collection, like address and alias.
create table delegation (
    account    uuid not null,
    owner      uuid not null,
    delegate   uuid not null,
    delegation uuid not null,
    record     bytea not null,
    mac        bytea not null,
    primary key (account, owner, delegate)
);
create index delegation_delegate on delegation (account, delegate);
