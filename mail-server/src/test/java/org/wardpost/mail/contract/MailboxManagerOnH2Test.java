package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class MailboxManagerOnH2Test extends MailboxManagerSuite {
    @Override
    Store store() {
        return ContractStores.h2();
    }
}
