package org.wardpost.mail.mailbox;

import java.time.Clock;
import java.util.Optional;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.StoreMessageManager;
import org.apache.james.mailbox.store.mail.ThreadIdGuessingAlgorithm;
import org.wardpost.store.Store;

/** What tests of other packages need and nobody else. */
public final class MailboxTestAccess {
    private MailboxTestAccess() {}

    public static Mailboxes mailboxes(
            Store store,
            Owners owners,
            SessionProvider sessions,
            EventBus bus,
            PreDeletionHooks hooks,
            Optional<QuotaManager> quotaManager,
            int annotations,
            int annotationOctets,
            Clock clock) {
        return new Mailboxes(
                store,
                new Mailboxes.Parts(
                        owners,
                        Memberships.NONE,
                        sessions,
                        bus,
                        hooks,
                        quotaManager,
                        annotations,
                        annotationOctets,
                        clock));
    }

    public static StoreMessageManager messageManager(Mailboxes mailboxes, Mailbox mailbox, MailboxSession session) {
        return mailboxes.manager().createMessageManager(mailbox, session);
    }

    public static ThreadIdGuessingAlgorithm threads(Store store, Owners owners) {
        return new KeyedThreadIds(store.messages(), owners);
    }
}
