package org.wardpost.mail.contract;

import org.apache.james.mailbox.store.AbstractMessageIdManagerStorageTest;
import org.apache.james.mailbox.store.MessageIdManagerTestSystem;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wardpost.store.Store;

@ExtendWith(LeftOut.class)
abstract class MessageIdManagerStorageSuite extends AbstractMessageIdManagerStorageTest {
    abstract Store store();

    @Override
    protected MessageIdManagerTestSystem createTestingData() {
        return ContractSystems.byId(ContractWorld.on(store()));
    }
}
