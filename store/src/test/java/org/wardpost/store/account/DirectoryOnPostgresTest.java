package org.wardpost.store.account;

import org.wardpost.store.OnPostgres;

class DirectoryOnPostgresTest extends OnPostgres implements DirectoryContract {}
