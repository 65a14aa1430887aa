package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class MessageManagerOnH2Test extends MessageManagerSuite {
    @Override
    Store store() {
        return ContractStores.h2();
    }
}
