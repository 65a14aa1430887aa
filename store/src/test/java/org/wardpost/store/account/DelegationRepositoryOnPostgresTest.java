package org.wardpost.store.account;

import org.wardpost.store.OnPostgres;

class DelegationRepositoryOnPostgresTest extends OnPostgres implements DelegationRepositoryContract {}
