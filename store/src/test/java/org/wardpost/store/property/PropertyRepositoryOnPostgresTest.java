package org.wardpost.store.property;

import org.wardpost.store.OnPostgres;

class PropertyRepositoryOnPostgresTest extends OnPostgres implements PropertyRepositoryContract {}
