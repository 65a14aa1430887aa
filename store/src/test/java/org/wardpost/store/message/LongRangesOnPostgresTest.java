package org.wardpost.store.message;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.wardpost.store.TestStore;

class LongRangesOnPostgresTest implements LongRangesContract {
    private static TestStore store;

    @BeforeAll
    static void open() {
        store = TestStore.onPostgres();
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
