package org.wardpost.mail.contract;

import java.util.Optional;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxManagerTest;
import org.apache.james.mailbox.SubscriptionManager;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wardpost.mail.event.SerialEventBus;
import org.wardpost.mail.mailbox.SealedMailboxManager;
import org.wardpost.store.Store;

@ExtendWith(LeftOut.class)
abstract class MailboxManagerSuite extends MailboxManagerTest<SealedMailboxManager> {
    abstract Store store();

    private ContractWorld world;

    @Override
    protected SealedMailboxManager provideMailboxManager() {
        world = ContractWorld.on(store(), new SerialEventBus(Runnable::run), preDeletionHooks(), Optional.empty());
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
