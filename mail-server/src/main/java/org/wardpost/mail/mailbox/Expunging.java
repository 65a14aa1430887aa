package org.wardpost.mail.mailbox;

import java.util.ArrayList;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MetadataWithMailboxId;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.extension.PreDeletionHook.DeleteOperation;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.wardpost.store.message.Expunged;
import org.wardpost.store.message.UidSet;

/** EXPUNGE (RFC 9051 §6.4.3, §6.4.9) of one session: rights, hooks, the change, and who hears of it. */
record Expunging(MailboxContext context, Mailbox mailbox, MailboxSession session) {
    Expunged expunge(UidSet uids, boolean onlyDeleted) throws MailboxException {
        context.rights(mailbox, session).require(Right.PerformExpunge);
        runHooks(uids, onlyDeleted);
        var collection = StoreMailboxId.collection(mailbox);
        var gone = MailboxRefusals.translating(() -> context.messages().expunge(collection, uids, onlyDeleted));
        context.announcements()
                .expunged(
                        session,
                        mailbox,
                        gone.messages().stream().map(Metadata::of).toList());
        return gone;
    }

    private void runHooks(UidSet uids, boolean onlyDeleted) throws MailboxException {
        if (context.hooks() == PreDeletionHooks.NO_PRE_DELETION_HOOK) {
            return;
        }
        var view = MailboxRefusals.translating(() -> context.views().view(StoreMailboxId.collection(mailbox)));
        var doomed = new ArrayList<MetadataWithMailboxId>();
        view.each(uids, entry -> {
            if (!onlyDeleted || entry.flags().deleted()) {
                doomed.add(MetadataWithMailboxId.from(Metadata.of(entry), mailbox.getMailboxId()));
            }
        });
        if (!doomed.isEmpty()) {
            context.hooks().runHooks(DeleteOperation.from(doomed)).block();
        }
    }
}
