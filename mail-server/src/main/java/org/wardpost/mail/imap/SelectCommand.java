package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.view.CollectionView;

/** SELECT and EXAMINE (RFC 3501 §6.3.1, §6.3.2), with CONDSTORE and QRESYNC (RFC 7162 §3.1.8, §3.2.5). All that is answered is
 * of one view, so no number can contradict another. */
final class SelectCommand implements Command {
    private final ImapBackend backend;
    private final boolean readOnly;

    /** @param readOnly EXAMINE */
    SelectCommand(ImapBackend backend, boolean readOnly) {
        this.backend = backend;
        this.readOnly = readOnly;
    }

    @Override
    public String name() {
        return readOnly ? "EXAMINE" : "SELECT";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public Telling tells(boolean byUid) {
        return Telling.NOTHING;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException, MailboxException {
        arguments.space();
        var name = arguments.mailbox();
        var resync = arguments.more() ? parameters(arguments, client) : null;
        arguments.end();
        var before = client.maybeSelected();
        if (before.isPresent()) {
            client.deselect(); // even if what follows is refused (§6.3.1)
            answer.untagged("OK [CLOSED] Previous mailbox closed"); // RFC 7162 §3.2.11
        }
        var mailbox = Opened.named(backend, client, name).require(Right.Read);
        boolean writes = !readOnly && mailbox.letters().mayWrite(); // RFC 4314 §5.2
        var view = backend.views().view(mailbox.collection());
        var recent = writes ? backend.recents().claim(backend, view) : view.recentUids();
        var selected = new Selected(backend, client.session(), mailbox, view, recent, readOnly);
        before.filter(s -> s.id().equals(selected.id())).ifPresent(selected::keepRecent);
        client.select(selected);
        tell(answer, selected, view);
        if (resync != null) resync.answer(backend, client, answer);
        answer.ok(writes ? "READ-WRITE" : "READ-ONLY");
    }

    private static void tell(Answer answer, Selected selected, CollectionView view) throws IOException {
        answer.untagged("OK [MAILBOXID (" + selected.manager().getId().serialize() + ")] Ok"); // RFC 8474 §4.2
        answer.text("* FLAGS ");
        FlagWords.write(answer, FlagWords.SETTABLE, selected.keywords());
        answer.end();
        answer.text("* ").number(view.size()).text(" EXISTS").end();
        answer.text("* ").number(selected.recentCount()).text(" RECENT").end();
        answer.untagged("OK [UIDVALIDITY " + view.uidValidity() + "] UIDs valid");
        int unseen = view.firstUnseen();
        if (unseen > 0) answer.untagged("OK [UNSEEN " + unseen + "] MailboxMessage " + unseen + " is first unseen");
        permanentFlags(answer, selected);
        answer.untagged("OK [HIGHESTMODSEQ " + highest(view) + "] Highest"); // RFC 7162 §3.1.2.1
        answer.untagged("OK [UIDNEXT " + view.uidNext() + "] Predicted next UID");
    }

    static void permanentFlags(Answer answer, Selected selected) throws IOException {
        var rights = selected.permanent();
        answer.text("* OK [PERMANENTFLAGS ");
        if (rights.isEmpty()) {
            answer.text("()] No permanent flags permitted").end();
            return;
        }
        boolean others = rights.get().has(Right.Write);
        FlagWords.write(answer, rights.get().permanent(), others ? selected.keywords() : Set.of(), others ? "\\*" : "");
        answer.text("] Limited").end();
    }

    /** Never 0, which would mean "no mod-sequences here" (RFC 7162 §3.1.2.2). */
    static long highest(CollectionView view) {
        return Math.max(1, view.modseq().value());
    }

    private static @Nullable Resynchronisation parameters(Arguments arguments, ImapConnection client) {
        var found = new Resynchronisation[1];
        arguments.list(() -> {
            switch (arguments.word()) {
                case "CONDSTORE" -> client.enable(Extension.CONDSTORE);
                case "QRESYNC" -> {
                    if (!client.enabled(Extension.QRESYNC))
                        throw new Malformed("QRESYNC is not enabled"); // RFC 7162 §3.2.5
                    arguments.space();
                    found[0] = Resynchronisation.read(arguments);
                }
                default -> throw new Malformed("no such parameter");
            }
        });
        return found[0];
    }
}
