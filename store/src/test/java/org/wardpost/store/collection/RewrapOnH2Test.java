package org.wardpost.store.collection;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.wardpost.store.TestStore;

class RewrapOnH2Test implements RewrapContract {
    private static TestStore store;

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
