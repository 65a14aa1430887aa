-- What an account holds of others; the account that leads this one is the holder.
create index grant_holder on collection_grant (holder, account, collection);
