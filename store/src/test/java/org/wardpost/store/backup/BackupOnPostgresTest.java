package org.wardpost.store.backup;

import org.wardpost.store.OnPostgres;

class BackupOnPostgresTest extends OnPostgres implements BackupContract {
    @Override
    public boolean onPostgres() {
        return true;
    }
}
