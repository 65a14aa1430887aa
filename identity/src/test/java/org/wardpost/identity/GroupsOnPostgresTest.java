package org.wardpost.identity;

import org.wardpost.store.TestStore;

class GroupsOnPostgresTest extends GroupsContract {
    GroupsOnPostgresTest() {
        super(TestStore.onPostgres());
    }
}
