package org.wardpost.store.account;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.wardpost.store.TestStore;

class GroupSeedTamperOnH2Test implements GroupSeedTamperContract {
    static TestStore store;

    @BeforeAll
    static void open() {
        store = TestStore.still(false);
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
