package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class QuotaMessageManagerOnH2Test extends QuotaMessageManagerSuite {
    @Override
    Store store() {
        return ContractStores.h2();
    }
}
