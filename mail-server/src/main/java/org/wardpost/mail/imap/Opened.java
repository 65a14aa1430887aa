package org.wardpost.mail.imap;

import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxPath;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;

/** A mailbox that a user may at least see, with what else the user may do there. */
record Opened(MessageManager manager, CollectionId collection, Rfc4314Rights rights) {
    /** @throws RefusedException NotFound if there is none or the user may not even look it up: both look alike */
    static Opened named(ImapBackend backend, ImapConnection client, String name) throws MailboxException {
        var session = client.session();
        var path = path(session, name);
        var manager = backend.mailboxes().getMailbox(path, session);
        var rights = backend.mailboxes().myRights(path, session);
        if (!rights.contains(Right.Lookup) && !rights.contains(Right.Read))
            throw new RefusedException(new Refusal.NotFound());
        return new Opened(manager, backend.collectionOf().apply(manager.getId()), rights);
    }

    /** @throws RefusedException NotPermitted (RFC 4314 §4) */
    Opened require(Right right) {
        require(rights, right);
        return this;
    }

    static void require(Rfc4314Rights rights, Right right) {
        if (!rights.contains(right)) {
            throw new RefusedException(new Refusal.NotPermitted(String.valueOf(right.asCharacter())));
        }
    }

    static MailboxPath path(MailboxSession session, String name) {
        return MailboxPath.forUser(session.getUser(), name);
    }
}
