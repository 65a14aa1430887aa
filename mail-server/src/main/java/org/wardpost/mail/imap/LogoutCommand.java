package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;

/** LOGOUT (RFC 3501 §6.1.3). */
final class LogoutCommand implements Command {
    @Override
    public String name() {
        return "LOGOUT";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.ANY;
    }

    @Override
    public Telling tells(boolean byUid) {
        return Telling.NOTHING;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        arguments.end();
        answer.untagged("BYE IMAP4rev1 Server logging out");
        answer.ok();
        client.logout();
    }
}
