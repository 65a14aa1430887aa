package org.wardpost.mail.imap;

import java.util.Set;

/** UNSELECT (RFC 3691): CLOSE that expunges nothing. */
final class UnselectCommand implements Command {
    @Override
    public String name() {
        return "UNSELECT";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.READER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) {
        arguments.end();
        client.deselect();
    }
}
