package org.wardpost.mail.contract;

import org.wardpost.store.TestStore;

class MailRepositoryOnPostgresTest extends MailRepositorySuite {
    @Override
    TestStore testStore() {
        return TestStore.onPostgres();
    }
}
