-- When an item was removed (ms), so that it can be forgotten in time; null in rows of before.
alter table item_tombstone add column made bigint;
