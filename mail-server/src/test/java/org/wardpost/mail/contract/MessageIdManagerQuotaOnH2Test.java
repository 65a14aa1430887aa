package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class MessageIdManagerQuotaOnH2Test extends MessageIdManagerQuotaSuite {
    @Override
    Store store() {
        return ContractStores.h2();
    }
}
