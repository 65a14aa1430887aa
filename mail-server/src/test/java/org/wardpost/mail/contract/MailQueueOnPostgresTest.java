package org.wardpost.mail.contract;

import org.wardpost.store.TestStore;

class MailQueueOnPostgresTest extends MailQueueSuite {
    @Override
    TestStore testStore() {
        return TestStore.onPostgres();
    }
}
