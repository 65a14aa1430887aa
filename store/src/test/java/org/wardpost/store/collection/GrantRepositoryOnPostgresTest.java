package org.wardpost.store.collection;

import org.wardpost.store.OnPostgres;

class GrantRepositoryOnPostgresTest extends OnPostgres implements GrantRepositoryContract {}
