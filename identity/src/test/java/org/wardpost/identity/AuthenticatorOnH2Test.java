package org.wardpost.identity;

import org.wardpost.store.TestStore;

class AuthenticatorOnH2Test extends AuthenticatorContract {
    @Override
    TestStore newStore() {
        return TestStore.onH2();
    }
}
