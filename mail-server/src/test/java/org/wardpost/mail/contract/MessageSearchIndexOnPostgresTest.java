package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class MessageSearchIndexOnPostgresTest extends MessageSearchIndexSuite {
    @Override
    Store store() {
        return ContractStores.postgres();
    }
}
