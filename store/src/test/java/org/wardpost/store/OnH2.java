package org.wardpost.store;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One store a class for contract suites: {@code class XOnH2Test extends OnH2 implements XContract {}}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OnH2 {
    private TestStore store;

    @BeforeAll
    void open() {
        store = TestStore.onH2();
    }

    @AfterAll
    void close() {
        store.close();
    }

    public TestStore test() {
        return store;
    }
}
