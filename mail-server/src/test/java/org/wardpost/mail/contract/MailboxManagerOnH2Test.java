package org.wardpost.mail.contract;

import java.util.Optional;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxManagerTest;
import org.apache.james.mailbox.SubscriptionManager;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wardpost.mail.event.SerialEventBus;
import org.wardpost.mail.mailbox.SealedMailboxManager;

@ExtendWith(LeftOut.class)
class MailboxManagerOnH2Test extends MailboxManagerTest<SealedMailboxManager> {
    private ContractWorld world;

    @Override
    protected SealedMailboxManager provideMailboxManager() {
        world = ContractWorld.on(
                ContractStores.h2(), new SerialEventBus(Runnable::run), preDeletionHooks(), Optional.empty());
        return world.mailboxes.manager();
    }

    @Override
    protected SubscriptionManager provideSubscriptionManager() {
        return world.mailboxes.subscriptionManager();
    }

    @Override
    protected EventBus retrieveEventBus(SealedMailboxManager manager) {
        return manager.getEventBus();
    }
}
