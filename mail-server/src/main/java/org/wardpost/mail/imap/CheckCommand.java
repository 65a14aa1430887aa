package org.wardpost.mail.imap;

import java.util.Set;

/** CHECK (RFC 3501 §6.4.1): everything acknowledged is durable already, so it is a NOOP. */
final class CheckCommand implements Command {
    @Override
    public String name() {
        return "CHECK";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.READER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) {
        arguments.end();
    }
}
