package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class QuotaMessageManagerOnPostgresTest extends QuotaMessageManagerSuite {
    @Override
    Store store() {
        return ContractStores.postgres();
    }
}
