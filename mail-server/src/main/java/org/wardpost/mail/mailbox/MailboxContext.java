package org.wardpost.mail.mailbox;

import java.time.Clock;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.StoreRightManager;
import org.apache.james.mailbox.store.quota.QuotaComponents;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import org.wardpost.store.blob.ObjectSpool;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.message.MessageRepository;
import org.wardpost.store.view.ViewCache;

/** What every message manager needs; made once. */
record MailboxContext(
        MessageRepository messages,
        ViewCache views,
        ObjectSpool spool,
        CollectionRepository collections,
        SealedMapperFactory mappers,
        StoreRightManager rights,
        QuotaComponents quotas,
        MessageSearchIndex search,
        EventBus bus,
        Announcements announcements,
        PreDeletionHooks hooks,
        Clock clock) {
    MailboxRights rights(Mailbox mailbox, MailboxSession session) {
        return new MailboxRights(rights.myRights(mailbox, session));
    }
}
