package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class MessageIdManagerQuotaOnPostgresTest extends MessageIdManagerQuotaSuite {
    @Override
    Store store() {
        return ContractStores.postgres();
    }
}
