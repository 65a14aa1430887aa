package org.wardpost.store.lease;

import org.wardpost.store.OnPostgres;

class LeaseRepositoryOnPostgresTest extends OnPostgres implements LeaseRepositoryContract {}
