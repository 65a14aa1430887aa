package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;

/** NAMESPACE (RFC 2342). What others share is a namespace of its own that stands in the personal one, so who never asks finds it
 * all the same by LIST. */
final class NamespaceCommand implements Command {
    private final ImapBackend backend;

    NamespaceCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "NAMESPACE";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        arguments.end();
        var delimiter = " \"" + client.session().getPathDelimiter() + "\"";
        var others = backend.tree().sharedPrefix(client.session());
        answer.untagged("NAMESPACE ((\"\"" + delimiter + ")) ((\"" + others + '"' + delimiter + ")) NIL"); // §5
    }
}
