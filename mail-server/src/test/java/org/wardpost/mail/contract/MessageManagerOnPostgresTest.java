package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class MessageManagerOnPostgresTest extends MessageManagerSuite {
    @Override
    Store store() {
        return ContractStores.postgres();
    }
}
