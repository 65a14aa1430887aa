package org.wardpost.store.account;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.wardpost.store.TestStore;

class GroupSeedTamperOnPostgresTest implements GroupSeedTamperContract {
    static TestStore store;

    @BeforeAll
    static void open() {
        store = TestStore.still(true);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Override
    public TestStore test() {
        return store;
    }
}
