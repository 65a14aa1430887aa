package org.wardpost.store.recovery;

import org.wardpost.store.TestStore;

class RecoveryOnH2Test implements RecoveryContract {
    private final TestStore store = TestStore.onH2(); // a new one for each test: their root keys get lost

    @Override
    public TestStore test() {
        return store;
    }
}
