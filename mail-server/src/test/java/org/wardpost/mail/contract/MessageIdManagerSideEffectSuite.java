package org.wardpost.mail.contract;

import java.util.Optional;
import java.util.Set;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.extension.PreDeletionHook;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.store.AbstractMessageIdManagerSideEffectTest;
import org.apache.james.mailbox.store.MessageIdManagerTestSystem;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wardpost.store.Store;

@ExtendWith(LeftOut.class)
abstract class MessageIdManagerSideEffectSuite extends AbstractMessageIdManagerSideEffectTest {
    abstract Store store();

    @Override
    protected MessageIdManagerTestSystem createTestSystem(
            QuotaManager quotas, EventBus bus, Set<PreDeletionHook> hooks) {
        return ContractSystems.byId(ContractWorld.on(store(), bus, hooks, Optional.of(quotas)));
    }
}
