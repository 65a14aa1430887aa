package org.wardpost.mail.contract;

import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.SubscriptionManagerContract;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wardpost.store.Store;

@ExtendWith(LeftOut.class)
abstract class SubscriptionManagerSuite implements SubscriptionManagerContract {
    abstract Store store();

    private final ContractWorld world = ContractWorld.on(store());

    @Override
    public SubscriptionManager getSubscriptionManager() {
        return world.mailboxes.subscriptionManager();
    }
}
