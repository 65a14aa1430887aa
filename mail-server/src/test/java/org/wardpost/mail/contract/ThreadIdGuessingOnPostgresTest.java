package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class ThreadIdGuessingOnPostgresTest extends ThreadIdGuessingSuite {
    @Override
    Store store() {
        return ContractStores.postgres();
    }
}
