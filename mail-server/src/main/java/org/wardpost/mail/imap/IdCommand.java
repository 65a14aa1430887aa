package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;

/** ID (RFC 2971). What a client says of itself is read and dropped: it is as good as a name in a log. */
final class IdCommand implements Command {
    private static final int FIELDS = 30; // §3.3

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
        arguments.space();
        if (!arguments.skipWord("NIL")) {
            int[] fields = {0};
            arguments.list(() -> {
                if (++fields[0] > 2 * FIELDS) throw new Malformed("too many fields");
                arguments.nstring();
            });
        }
        arguments.end();
        answer.untagged("ID (\"name\" \"Wardpost\")");
    }
}
