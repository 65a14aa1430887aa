package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class MessageIdManagerSideEffectOnH2Test extends MessageIdManagerSideEffectSuite {
    @Override
    Store store() {
        return ContractStores.h2();
    }
}
