package org.wardpost.mail.imap;

import java.util.Set;

/** NOOP (RFC 3501 §6.1.2): its tagged answer brings what is new. */
final class NoopCommand implements Command {
    @Override
    public String name() {
        return "NOOP";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.ANY;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) {
        arguments.end();
    }
}
