package org.wardpost.store.collection;

import org.wardpost.store.OnPostgres;

class CollectionRepositoryOnPostgresTest extends OnPostgres implements CollectionRepositoryContract {}
