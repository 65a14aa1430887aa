package org.wardpost.mail.contract;

import org.wardpost.store.Store;

class MailboxManagerOnPostgresTest extends MailboxManagerSuite {
    @Override
    Store store() {
        return ContractStores.postgres();
    }
}
