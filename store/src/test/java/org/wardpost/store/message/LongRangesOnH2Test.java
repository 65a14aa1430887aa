package org.wardpost.store.message;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.wardpost.store.TestStore;

class LongRangesOnH2Test implements LongRangesContract {
    private static TestStore store;

    @BeforeAll
    static void open() {
        store = TestStore.onH2();
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
