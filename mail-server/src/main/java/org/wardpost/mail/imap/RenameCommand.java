package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;

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
        backend.mailboxes().renameMailbox(Opened.path(session, from), Opened.path(session, target), session);
    }
}
