package org.wardpost.store.recovery;

import org.wardpost.store.TestStore;

class RecoveryOnPostgresTest implements RecoveryContract {
    private final TestStore store = TestStore.onPostgres(); // a new one for each test: their root keys get lost

    @Override
    public TestStore test() {
        return store;
    }
}
