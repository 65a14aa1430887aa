package org.wardpost.store.outbox;

import org.wardpost.store.OnPostgres;

class OutboxRepositoryOnPostgresTest extends OnPostgres implements OutboxRepositoryContract {}
