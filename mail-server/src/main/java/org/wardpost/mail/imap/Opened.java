package org.wardpost.mail.imap;

import java.io.IOException;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxPath;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.mailbox.MailboxRights;
import org.wardpost.mail.mailbox.MailboxTree;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;

/** A mailbox in which a user has some right, with what the user may do there. */
record Opened(MessageManager manager, Mailbox mailbox, CollectionId collection, Rfc4314Rights rights) {
    /** @throws RefusedException NotFound if there is none or the user has no right there at all: both look alike (RFC 4314 §6) */
    static Opened named(ImapBackend backend, ImapConnection client, String name) {
        var session = client.session();
        var mailbox =
                backend.tree().find(name, session).orElseThrow(() -> new RefusedException(new Refusal.NotFound()));
        var rights = backend.tree().rights(mailbox, session);
        if (rights.isEmpty()) throw new RefusedException(new Refusal.NotFound());
        return new Opened(
                backend.tree().open(mailbox, session),
                mailbox,
                backend.collectionOf().apply(mailbox.getMailboxId()),
                rights);
    }

    /** Where messages are to go: it needs the right i (RFC 4314 §4).
     * @return null after {@code answer} has said that there is no such mailbox, and whether to create it (RFC 3501 §6.3.11) */
    static @Nullable Opened target(ImapBackend backend, ImapConnection client, String name, Answer answer)
            throws IOException {
        try {
            return named(backend, client, name).require(Right.Insert);
        } catch (RefusedException refused) {
            if (!(refused.refusal() instanceof Refusal.NotFound)) throw refused;
            boolean create = backend.tree().mayCreate(name, client.session());
            answer.no(create ? "TRYCREATE" : "NONEXISTENT", "failed. No such mailbox.");
            return null;
        }
    }

    /** @throws RefusedException NotPermitted (RFC 4314 §4), or NotFound if the user may not look it up */
    Opened require(Right right) {
        MailboxTree.require(rights, right);
        return this;
    }

    MailboxRights letters() {
        return new MailboxRights(rights);
    }

    /** Where James finds it: under its owner. */
    MailboxPath path() {
        return mailbox.generateAssociatedPath();
    }

    /** A name as it is, whether there is such a mailbox or not: for subscriptions. */
    static MailboxPath path(MailboxSession session, String name) {
        return MailboxPath.forUser(session.getUser(), name);
    }
}
