package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class SubscriptionManagerOnH2Test extends SubscriptionManagerSuite {
    @Override
    Store store() {
        return ContractStores.h2();
    }
}
