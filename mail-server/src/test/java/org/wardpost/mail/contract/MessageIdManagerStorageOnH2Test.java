package org.wardpost.mail.contract;

import org.apache.james.mailbox.store.AbstractMessageIdManagerStorageTest;
import org.apache.james.mailbox.store.MessageIdManagerTestSystem;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeftOut.class)
class MessageIdManagerStorageOnH2Test extends AbstractMessageIdManagerStorageTest {
    @Override
    protected MessageIdManagerTestSystem createTestingData() {
        return ContractSystems.byId(ContractWorld.on(ContractStores.h2()));
    }
}
