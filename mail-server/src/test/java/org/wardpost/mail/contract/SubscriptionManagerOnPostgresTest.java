package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class SubscriptionManagerOnPostgresTest extends SubscriptionManagerSuite {
    @Override
    Store store() {
        return ContractStores.postgres();
    }
}
