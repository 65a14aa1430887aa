-- How far rows of earlier epochs have come on their way to the collection's; null when there are none.
alter table collection_head add column rewrap_from integer;
alter table collection_head add column rewrap_stage integer;
alter table collection_head add column rewrap_at bigint;
