package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class MessageSearchIndexOnH2Test extends MessageSearchIndexSuite {
    @Override
    Store store() {
        return ContractStores.h2();
    }
}
