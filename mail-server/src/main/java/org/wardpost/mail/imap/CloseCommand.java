package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.wardpost.store.message.UidSet;
import org.wardpost.vault.TamperedException;

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
            code = expunge(selected, client, answer);
        }
        client.deselect();
        answer.ok(code);
    }

    /** What is damaged stays where it is; the mailbox is left all the same. */
    private String expunge(Selected selected, ImapConnection client, Answer answer) throws IOException {
        try {
            var gone = backend.messages().expunge(selected.id(), UidSet.ALL, true);
            if (!gone.damaged().isEmpty()) answer.untagged("NO [CORRUPTION] CLOSE " + Refusals.leftOut(gone.damaged()));
            return !gone.messages().isEmpty() && client.enabled(Extension.QRESYNC)
                    ? "HIGHESTMODSEQ " + SelectCommand.highest(selected.now())
                    : "";
        } catch (TamperedException allOfThem) {
            answer.untagged("NO [CORRUPTION] CLOSE has expunged nothing: " + Refusals.logged(allOfThem));
            return "";
        }
    }
}
