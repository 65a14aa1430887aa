package org.wardpost.store;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One store a class for contract suites: {@code class XOnPostgresTest extends OnPostgres implements XContract {}}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OnPostgres {
    private TestStore store;

    @BeforeAll
    void open() {
        store = TestStore.onPostgres();
    }

    @AfterAll
    void close() {
        store.close();
    }

    public TestStore test() {
        return store;
    }
}
