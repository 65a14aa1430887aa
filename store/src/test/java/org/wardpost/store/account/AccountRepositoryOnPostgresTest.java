package org.wardpost.store.account;

import org.wardpost.store.OnPostgres;

class AccountRepositoryOnPostgresTest extends OnPostgres implements AccountRepositoryContract {}
