package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class CombinationManagerOnPostgresTest extends CombinationManagerSuite {
    @Override
    Store store() {
        return ContractStores.postgres();
    }
}
