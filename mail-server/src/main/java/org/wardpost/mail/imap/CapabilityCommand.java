package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;

/** CAPABILITY (RFC 3501 §6.1.1). */
final class CapabilityCommand implements Command {
    @Override
    public String name() {
        return "CAPABILITY";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.ANY;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        arguments.end();
        answer.untagged("CAPABILITY " + Capabilities.of(client));
    }
}
