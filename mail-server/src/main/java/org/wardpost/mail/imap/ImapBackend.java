package org.wardpost.mail.imap;

import java.util.function.Function;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.wardpost.mail.mailbox.AccessLists;
import org.wardpost.mail.mailbox.MailboxTree;
import org.wardpost.mail.mailbox.Mailboxes;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Store;
import org.wardpost.store.account.AccountRepository;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.message.MessageRepository;
import org.wardpost.store.view.ViewCache;

/** What commands work on: the tree of mailboxes that a user sees, James's managers for subscriptions, annotations, quotas and
 * searches, the store itself for messages.
 *
 * @param accounts for where it is told that rights change
 * @param summaries of messages that were listed lately
 * @param recents shared by all listeners
 * @param collectionOf where the messages of a mailbox lie */
public record ImapBackend(
        MailboxManager mailboxes,
        MailboxTree tree,
        AccessLists accessLists,
        SubscriptionManager subscriptions,
        QuotaManager quotas,
        QuotaRootResolver quotaRoots,
        AccountRepository accounts,
        CollectionRepository collections,
        MessageRepository messages,
        ViewCache views,
        SummaryCache summaries,
        MailboxChanges changes,
        RecentClaims recents,
        Function<MailboxId, CollectionId> collectionOf) {

    /** Made once; all listeners share it. {@code changes()} is closed by whoever made it. */
    public static ImapBackend of(Store store, Mailboxes mailboxes, ImapSettings settings) {
        return new ImapBackend(
                mailboxes.mailboxManager(),
                mailboxes.tree(),
                mailboxes.accessLists(),
                mailboxes.subscriptionManager(),
                mailboxes.quotaManager(),
                mailboxes.quotaRootResolver(),
                store.accounts(),
                store.collections(),
                store.messages(),
                store.views(),
                new SummaryCache(settings.listMebibytes() * 1024L * 1024),
                new MailboxChanges(store.changes()),
                new RecentClaims(),
                Mailboxes::collectionOf);
    }
}
