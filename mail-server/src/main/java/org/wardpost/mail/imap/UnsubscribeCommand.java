package org.wardpost.mail.imap;

import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;

/** UNSUBSCRIBE (RFC 3501 §6.3.7). */
final class UnsubscribeCommand implements Command {
    private final ImapBackend backend;

    UnsubscribeCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "UNSUBSCRIBE";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws MailboxException {
        arguments.space();
        var name = arguments.mailbox();
        arguments.end();
        var session = client.session();
        backend.subscriptions()
                .unsubscribe(session, Opened.path(session, MailboxNames.checked(name, backend, session)));
    }
}
