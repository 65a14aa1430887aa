package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class ThreadIdGuessingOnH2Test extends ThreadIdGuessingSuite {
    @Override
    Store store() {
        return ContractStores.h2();
    }
}
