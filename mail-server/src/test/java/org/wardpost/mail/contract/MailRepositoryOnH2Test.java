package org.wardpost.mail.contract;

import org.wardpost.store.TestStore;

class MailRepositoryOnH2Test extends MailRepositorySuite {
    @Override
    TestStore testStore() {
        return TestStore.onH2();
    }
}
