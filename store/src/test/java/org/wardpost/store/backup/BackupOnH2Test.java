package org.wardpost.store.backup;

import org.wardpost.store.OnH2;

class BackupOnH2Test extends OnH2 implements BackupContract {
    @Override
    public boolean onPostgres() {
        return false;
    }
}
