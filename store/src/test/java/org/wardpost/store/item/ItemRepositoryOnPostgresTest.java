package org.wardpost.store.item;

import org.wardpost.store.OnPostgres;

class ItemRepositoryOnPostgresTest extends OnPostgres implements ItemRepositoryContract {}
