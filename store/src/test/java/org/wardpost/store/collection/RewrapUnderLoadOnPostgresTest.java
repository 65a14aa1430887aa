package org.wardpost.store.collection;

import org.wardpost.store.OnPostgres;

class RewrapUnderLoadOnPostgresTest extends OnPostgres implements RewrapUnderLoadContract {}
