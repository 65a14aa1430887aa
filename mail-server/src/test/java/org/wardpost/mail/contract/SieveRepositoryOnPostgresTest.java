package org.wardpost.mail.contract;

import org.wardpost.store.TestStore;

class SieveRepositoryOnPostgresTest extends SieveRepositorySuite {
    @Override
    TestStore testStore() {
        return TestStore.onPostgres();
    }
}
