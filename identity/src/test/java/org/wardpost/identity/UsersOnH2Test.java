package org.wardpost.identity;

import org.wardpost.store.TestStore;

class UsersOnH2Test extends UsersContract {
    UsersOnH2Test() {
        super(TestStore.onH2());
    }
}
