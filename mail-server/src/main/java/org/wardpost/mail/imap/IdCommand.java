package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;

/** ID (RFC 2971). What a client says of itself is not even read: it is as good as a name in a log. */
final class IdCommand implements Command {
    @Override
    public String name() {
        return "ID";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.ANY;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        answer.untagged("ID (\"name\" \"Wardpost\")");
    }
}
