package org.wardpost.mail.contract;

import org.wardpost.store.TestStore;

class MailQueueOnH2Test extends MailQueueSuite {
    @Override
    TestStore testStore() {
        return TestStore.onH2();
    }
}
