package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.wardpost.store.message.UidSet;

/** EXPUNGE (RFC 3501 §6.4.3) and UID EXPUNGE (RFC 4315 §2.1). */
final class ExpungeCommand implements Command {
    private final ImapBackend backend;

    ExpungeCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "EXPUNGE";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.READER;
    }

    @Override
    public boolean hasUidForm() {
        return true;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        var selected = client.selected();
        var uids = UidSet.ALL;
        if (arguments.byUid()) {
            arguments.space();
            uids = selected.uids(arguments.set(), true, client, answer);
        }
        arguments.end();
        selected.require(Right.PerformExpunge);
        var gone = backend.messages().expunge(selected.id(), uids, true);
        if (!gone.damaged().isEmpty()) {
            answer.no("CORRUPTION", Refusals.leftOut(gone.damaged()));
            return;
        }
        boolean say = !gone.messages().isEmpty() && client.enabled(Extension.QRESYNC); // RFC 7162 §3.2.7
        answer.ok(say ? "HIGHESTMODSEQ " + SelectCommand.highest(selected.now()) : "");
    }
}
