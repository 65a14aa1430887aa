package org.wardpost.identity;

import org.wardpost.store.TestStore;

class AuthenticatorOnPostgresTest extends AuthenticatorContract {
    @Override
    TestStore newStore() {
        return TestStore.onPostgres();
    }
}
