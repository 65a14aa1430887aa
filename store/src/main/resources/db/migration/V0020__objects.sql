-- Sealed objects, written once. The number only gives each row a place at the end of its table; the id is what is authenticated.
create sequence object_number start with 1 increment by 512;
create table object (
    number      bigint primary key,
    id          uuid not null,
    blob        uuid,
    stored_size bigint not null,
    summary     bytea,
    summary_blob uuid
);
-- Apart from the summaries, so that listing a mailbox reads no bodies.
create table object_body (
    number bigint primary key,
    body   bytea not null
);
-- Only for objects with more than one reference.
create table object_references (
    number bigint primary key,
    amount bigint not null,
    mac    bytea not null
);
