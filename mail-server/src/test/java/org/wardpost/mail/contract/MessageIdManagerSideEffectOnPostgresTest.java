package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class MessageIdManagerSideEffectOnPostgresTest extends MessageIdManagerSideEffectSuite {
    @Override
    Store store() {
        return ContractStores.postgres();
    }
}
