package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL.Right;

/** DELETE (RFC 3501 §6.3.4). */
final class DeleteCommand implements Command {
    private final ImapBackend backend;

    DeleteCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "DELETE";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException, MailboxException {
        arguments.space();
        var name = arguments.mailbox();
        arguments.end();
        var mailbox = Opened.named(backend, client, name).require(Right.DeleteMailbox);
        if (mailbox.path().isInbox()) {
            answer.no("CANNOT", "failed. INBOX stays.");
            return;
        }
        if (client.maybeSelected()
                .filter(s -> s.id().equals(mailbox.collection()))
                .isPresent()) client.deselect();
        backend.tree().delete(mailbox.mailbox(), client.session());
    }
}
