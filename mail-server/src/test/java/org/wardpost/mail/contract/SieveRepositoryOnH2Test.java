package org.wardpost.mail.contract;

import org.wardpost.store.TestStore;

class SieveRepositoryOnH2Test extends SieveRepositorySuite {
    @Override
    TestStore testStore() {
        return TestStore.onH2();
    }
}
