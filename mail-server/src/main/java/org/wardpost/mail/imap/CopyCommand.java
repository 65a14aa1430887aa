package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.wardpost.store.message.Copied;
import org.wardpost.store.message.CopyResult;

/** COPY (RFC 3501 §6.4.7) and MOVE (RFC 6851), each one commit, with the UIDs that really were copied, in the order of
 * their copies (RFC 4315 §3). */
final class CopyCommand implements Command {
    private final ImapBackend backend;
    private final boolean move;

    CopyCommand(ImapBackend backend, boolean move) {
        this.backend = backend;
        this.move = move;
    }

    @Override
    public String name() {
        return move ? "MOVE" : "COPY";
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
        arguments.space();
        var uids = selected.shown().existing(selected.uids(arguments.set(), arguments.byUid(), client, answer));
        arguments.space();
        var name = arguments.mailbox();
        arguments.end();
        var target = Opened.target(backend, client, name, answer); // TRYCREATE of RFC 3501 §6.4.7
        if (target == null) return;
        if (move) {
            selected.require(Right.DeleteMessages);
            selected.require(Right.PerformExpunge);
        }
        var kept = target.letters().kept();
        var copied = move
                ? backend.messages().move(selected.id(), uids, target.collection(), kept)
                : backend.messages().copy(selected.id(), uids, target.collection(), kept);
        tell(copied, backend.collections().head(target.collection()).uidValidity(), selected, client, answer);
    }

    private void tell(Copied copied, long uidValidity, Selected selected, ImapConnection client, Answer answer)
            throws IOException {
        String code = copied.messages().isEmpty() ? "" : copyUid(copied.messages(), uidValidity);
        boolean whole = copied.damaged().isEmpty();
        if (!move) {
            // a tagged NO would mean that nothing was copied (RFC 3501 §6.4.7)
            if (!whole) answer.untagged("NO [CORRUPTION] COPY " + Refusals.leftOut(copied.damaged()));
            answer.ok(code);
            return;
        }
        if (!code.isEmpty()) answer.untagged("OK [" + code + "] messages moved"); // before EXPUNGE (RFC 6851 §4.3)
        if (whole)
            answer.ok(
                    client.enabled(Extension.QRESYNC) ? "HIGHESTMODSEQ " + SelectCommand.highest(selected.now()) : "");
        else answer.no("CORRUPTION", Refusals.leftOut(copied.damaged())); // RFC 6851 §3.3: a part may have been moved
    }

    private static String copyUid(List<CopyResult> copied, long uidValidity) {
        var sources = new UidRuns();
        var targets = new UidRuns();
        for (var one : copied) {
            sources.add(one.sourceUid());
            targets.add(one.targetUid());
        }
        return "COPYUID " + uidValidity + ' ' + sources + ' ' + targets;
    }
}
