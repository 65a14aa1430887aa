package org.wardpost.identity;

import org.wardpost.store.TestStore;

class UsersOnPostgresTest extends UsersContract {
    UsersOnPostgresTest() {
        super(TestStore.onPostgres());
    }
}
