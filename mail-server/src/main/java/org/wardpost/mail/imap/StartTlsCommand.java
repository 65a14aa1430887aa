package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;

/** STARTTLS (RFC 3501 §6.2.1). */
final class StartTlsCommand implements Command {
    @Override
    public String name() {
        return "STARTTLS";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.STRANGER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        arguments.end();
        if (!client.offersStarttls()) {
            answer.bad("failed. TLS is active already or not offered.");
            return;
        }
        client.hold();
        answer.ok("", "Begin TLS negotiation now.");
        answer.flush();
        client.startTls();
    }
}
