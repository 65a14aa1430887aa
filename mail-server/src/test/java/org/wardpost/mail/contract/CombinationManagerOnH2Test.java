package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class CombinationManagerOnH2Test extends CombinationManagerSuite {
    @Override
    Store store() {
        return ContractStores.h2();
    }
}
