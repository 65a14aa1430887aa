package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class MessageIdManagerStorageOnPostgresTest extends MessageIdManagerStorageSuite {
    @Override
    Store store() {
        return ContractStores.postgres();
    }
}
