create sequence queue_number start with 1 increment by 512;
-- Mail queues and mail repositories; a queue's keyed tag stands for its name. The lease columns are not covered by the MAC.
create table queue_mail (
    id            uuid primary key,
    queue         bytea not null,
    number        bigint not null,
    priority      integer not null,
    due           bigint not null,
    generation    integer not null,
    object_number bigint not null,
    object_id     uuid not null,
    wrapped       bytea not null,
    stored_size   bigint not null,
    tags          bytea not null,
    envelope      bytea not null,
    mac           bytea not null,
    attempts      integer not null,
    lease_until   bigint not null,
    lease_node    uuid
);
create unique index queue_order on queue_mail (queue, priority, due, number);
