package org.wardpost.identity;

import org.junit.jupiter.api.AfterEach;
import org.wardpost.store.TestStore;

class ToldOnPostgresTest implements ToldContract {
    private final TestIdentity identity = TestIdentity.over(TestStore.onPostgres());

    @Override
    public TestIdentity identity() {
        return identity;
    }

    @AfterEach
    void close() {
        identity.close();
    }
}
