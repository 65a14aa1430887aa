package org.wardpost.store.account;

import org.wardpost.store.OnPostgres;

class SlotRepositoryOnPostgresTest extends OnPostgres implements SlotRepositoryContract {}
