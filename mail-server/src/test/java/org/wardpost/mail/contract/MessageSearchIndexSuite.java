package org.wardpost.mail.contract;

import java.util.List;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.store.search.AbstractMessageSearchIndexTest;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wardpost.mail.mailbox.StoreMessageId;
import org.wardpost.store.Store;

@ExtendWith(LeftOut.class)
abstract class MessageSearchIndexSuite extends AbstractMessageSearchIndexTest {
    abstract Store store();

    @Override
    protected void initializeMailboxManager() {
        var world = ContractWorld.on(store());
        storeMailboxManager = world.mailboxes.manager();
        messageIdManager = world.mailboxes.messageIdManager();
        messageSearchIndex = world.mailboxes.searchIndex();
        eventBus = world.mailboxes.eventBus();
        messageIdFactory = new StoreMessageId.Factory();
    }

    /** There is nothing to wait for: a search looks at the mailboxes themselves. */
    @Override
    protected void awaitMessageCount(List<MailboxId> mailboxes, SearchQuery query, long count) {}

    @Override
    protected MessageId initNewBasedMessageId() {
        return new StoreMessageId.Factory().generate();
    }

    @Override
    protected MessageId initOtherBasedMessageId() {
        return new StoreMessageId.Factory().generate();
    }
}
