package org.wardpost.store;

class TransactionsOnPostgresTest extends OnPostgres implements TransactionsContract {}
