package org.wardpost.mail.contract;

import org.apache.james.mailbox.store.AbstractCombinationManagerTest;
import org.apache.james.mailbox.store.CombinationManagerTestSystem;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeftOut.class)
class CombinationManagerOnH2Test extends AbstractCombinationManagerTest {
    @Override
    protected CombinationManagerTestSystem createTestingData() {
        return ContractSystems.combination(ContractWorld.on(ContractStores.h2()));
    }
}
