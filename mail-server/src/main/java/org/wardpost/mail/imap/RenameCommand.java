package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.wardpost.store.message.UidSet;

/** RENAME (RFC 3501 §6.3.5), with everything below. */
final class RenameCommand implements Command {
    private final ImapBackend backend;

    RenameCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "RENAME";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException, MailboxException {
        arguments.space();
        var from = arguments.mailbox();
        arguments.space();
        var to = arguments.mailbox();
        arguments.end();
        var session = client.session();
        var target = MailboxNames.checked(to, session.getPathDelimiter());
        if (target.startsWith(from + session.getPathDelimiter()) && !from.equals("INBOX")) {
            answer.no("CANNOT", "failed. A mailbox cannot go below itself.");
            return;
        }
        if (from.equals("INBOX")) {
            emptyInto(target, client);
            return;
        }
        backend.mailboxes().renameMailbox(Opened.path(session, from), Opened.path(session, target), session);
    }

    /** INBOX stays, empty; what lay in it is in the new mailbox, and what is below it stays there (RFC 3501 §6.3.5). */
    private void emptyInto(String target, ImapConnection client) throws MailboxException {
        var inbox = Opened.named(backend, client, "INBOX");
        backend.mailboxes().createMailbox(Opened.path(client.session(), target), client.session());
        var made = Opened.named(backend, client, target);
        long uidNext = backend.collections().head(inbox.collection()).uidNext();
        backend.messages().move(inbox.collection(), UidSet.ofRange(1, uidNext - 1), made.collection());
    }
}
