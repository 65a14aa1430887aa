package org.wardpost.mail.imap;

import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;

/** SUBSCRIBE (RFC 3501 §6.3.6). A name may be subscribed to before there is such a mailbox, so no right is
 * needed (RFC 4314 §4). */
final class SubscribeCommand implements Command {
    private final ImapBackend backend;

    SubscribeCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "SUBSCRIBE";
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
        backend.subscriptions().subscribe(session, Opened.path(session, MailboxNames.checked(name, backend, session)));
    }
}
