package org.wardpost.identity;

import org.junit.jupiter.api.AfterEach;
import org.wardpost.store.TestStore;

class ToldOnH2Test implements ToldContract {
    private final TestIdentity identity = TestIdentity.over(TestStore.onH2());

    @Override
    public TestIdentity identity() {
        return identity;
    }

    @AfterEach
    void close() {
        identity.close();
    }
}
