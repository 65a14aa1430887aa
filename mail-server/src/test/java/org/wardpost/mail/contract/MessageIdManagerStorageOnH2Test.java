package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class MessageIdManagerStorageOnH2Test extends MessageIdManagerStorageSuite {
    @Override
    Store store() {
        return ContractStores.h2();
    }
}
