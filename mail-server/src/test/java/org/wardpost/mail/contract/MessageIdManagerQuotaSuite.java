package org.wardpost.mail.contract;

import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.store.AbstractMessageIdManagerQuotaTest;
import org.apache.james.mailbox.store.MessageIdManagerTestSystem;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import org.wardpost.store.Store;

@ExtendWith(LeftOut.class)
abstract class MessageIdManagerQuotaSuite extends AbstractMessageIdManagerQuotaTest {
    abstract Store store();

    private final ContractWorld world = ContractWorld.on(store());

    @Override
    protected MessageIdManagerTestSystem createTestSystem(QuotaManager quotas, CurrentQuotaManager current) {
        return ContractSystems.byId(world);
    }

    @Override
    protected MaxQuotaManager createMaxQuotaManager() {
        return world.mailboxes.maxQuotaManager();
    }

    /** The store counts by itself; nothing is to be listened to. */
    @Override
    protected CurrentQuotaManager createCurrentQuotaManager() {
        return Mockito.mock(CurrentQuotaManager.class);
    }

    @Override
    protected QuotaManager createQuotaManager(MaxQuotaManager max, CurrentQuotaManager current) {
        return world.mailboxes.quotaManager();
    }
}
