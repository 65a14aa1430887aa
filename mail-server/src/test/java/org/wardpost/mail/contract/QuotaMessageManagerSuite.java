package org.wardpost.mail.contract;

import org.apache.james.mailbox.manager.IntegrationResources;
import org.apache.james.mailbox.manager.ManagerTestProvisionner;
import org.apache.james.mailbox.manager.QuotaMessageManagerContract;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wardpost.mail.mailbox.Mailboxes;
import org.wardpost.mail.mailbox.SealedMailboxManager;
import org.wardpost.store.Store;

@ExtendWith(LeftOut.class)
abstract class QuotaMessageManagerSuite implements QuotaMessageManagerContract<SealedMailboxManager> {
    abstract Store store();

    private final Resources resources = new Resources(ContractWorld.on(store()).mailboxes);
    private ManagerTestProvisionner provisionner;

    @BeforeEach
    void setUp() throws Exception {
        provisionner = new ManagerTestProvisionner(resources);
        provisionner.createMailboxes();
    }

    @Override
    public IntegrationResources<SealedMailboxManager> getResources() {
        return resources;
    }

    @Override
    public ManagerTestProvisionner getProvisionner() {
        return provisionner;
    }

    private record Resources(Mailboxes mailboxes) implements IntegrationResources<SealedMailboxManager> {
        @Override
        public SealedMailboxManager getMailboxManager() {
            return mailboxes.manager();
        }

        @Override
        public QuotaManager getQuotaManager() {
            return mailboxes.quotaManager();
        }

        @Override
        public MaxQuotaManager getMaxQuotaManager() {
            return mailboxes.maxQuotaManager();
        }

        @Override
        public QuotaRootResolver getQuotaRootResolver() {
            return mailboxes.quotaRootResolver();
        }
    }
}
