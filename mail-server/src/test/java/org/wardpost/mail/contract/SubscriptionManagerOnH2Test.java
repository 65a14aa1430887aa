package org.wardpost.mail.contract;

import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.SubscriptionManagerContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeftOut.class)
class SubscriptionManagerOnH2Test implements SubscriptionManagerContract {
    private final ContractWorld world = ContractWorld.on(ContractStores.h2());

    @Override
    public SubscriptionManager getSubscriptionManager() {
        return world.mailboxes.subscriptionManager();
    }
}
