package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.wardpost.store.message.UidSet;

/** CLOSE (RFC 3501 §6.4.2): expunges without a word, where it may. */
final class CloseCommand implements Command {
    private final ImapBackend backend;

    CloseCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "CLOSE";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.READER;
    }

    @Override
    public Telling tells(boolean byUid) {
        return Telling.NOTHING;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        arguments.end();
        var selected = client.selected();
        String code = "";
        if (!selected.isReadOnly() && selected.rights().has(Right.PerformExpunge)) {
            var gone = backend.messages().expunge(selected.id(), UidSet.ALL, true);
            if (!gone.isEmpty() && client.enabled(Extension.QRESYNC))
                code = "HIGHESTMODSEQ " + SelectCommand.highest(selected.now());
        }
        client.deselect();
        answer.ok(code);
    }
}
