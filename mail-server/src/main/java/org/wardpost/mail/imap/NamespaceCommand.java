package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;

/** NAMESPACE (RFC 2342). Mailboxes that others share are mounted in the member's own tree: there is no other namespace. */
final class NamespaceCommand implements Command {
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
        answer.untagged("NAMESPACE ((\"\" \"" + client.session().getPathDelimiter() + "\")) NIL NIL");
    }
}
