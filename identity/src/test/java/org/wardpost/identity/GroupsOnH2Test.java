package org.wardpost.identity;

import org.wardpost.store.TestStore;

class GroupsOnH2Test extends GroupsContract {
    GroupsOnH2Test() {
        super(TestStore.onH2());
    }
}
