package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;

/** MYRIGHTS (RFC 4314 §3.5). */
final class MyRightsCommand implements Command {
    private final ImapBackend backend;

    MyRightsCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "MYRIGHTS";
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
        tell(backend, name, client, answer);
    }

    static void tell(ImapBackend backend, String name, ImapConnection client, Answer answer)
            throws IOException, MailboxException {
        var rights = Opened.named(backend, client, name).rights();
        answer.text("* MYRIGHTS ")
                .mailbox(name)
                .text(" ")
                .string(rights.serialize())
                .end();
    }
}
