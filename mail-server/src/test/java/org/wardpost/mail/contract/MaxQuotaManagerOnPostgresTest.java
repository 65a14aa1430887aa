package org.wardpost.mail.contract;

import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.store.quota.GenericMaxQuotaManagerTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeftOut.class)
class MaxQuotaManagerOnPostgresTest extends GenericMaxQuotaManagerTest {
    @Override
    protected MaxQuotaManager provideMaxQuotaManager() {
        return ContractWorld.on(ContractStores.postgres()).mailboxes.maxQuotaManager();
    }
}
