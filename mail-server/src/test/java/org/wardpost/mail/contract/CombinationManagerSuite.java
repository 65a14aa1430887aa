package org.wardpost.mail.contract;

import org.apache.james.mailbox.store.AbstractCombinationManagerTest;
import org.apache.james.mailbox.store.CombinationManagerTestSystem;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wardpost.store.Store;

@ExtendWith(LeftOut.class)
abstract class CombinationManagerSuite extends AbstractCombinationManagerTest {
    abstract Store store();

    @Override
    protected CombinationManagerTestSystem createTestingData() {
        return ContractSystems.combination(ContractWorld.on(store()));
    }
}
