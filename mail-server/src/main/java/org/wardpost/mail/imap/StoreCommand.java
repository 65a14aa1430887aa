package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.wardpost.store.Modseq;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.FlagResult;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;

/** STORE and UID STORE (RFC 3501 §6.4.6); UNCHANGEDSINCE is checked under the mailbox's lock (RFC 7162 §3.1.3). */
final class StoreCommand implements Command {
    private final ImapBackend backend;

    StoreCommand(ImapBackend backend) {
        this.backend = backend;
    }

    private record Request(
            UidSet uids, Optional<Modseq> unchangedSince, FlagChange change, MessageFlags flags, boolean silent) {
        Request aloud() {
            return new Request(uids, unchangedSince, change, flags, false);
        }
    }

    @Override
    public String name() {
        return "STORE";
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
    public Telling tells(boolean byUid) {
        return byUid ? Telling.EVERYTHING : Telling.NOTHING_GONE;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        var selected = client.selected();
        var request = read(arguments, client, answer);
        var change = permitted(selected, request);
        var result = backend.messages().setFlags(selected.id(), request.uids, change, request.unchangedSince);
        if (!change.equals(request.change))
            request = request.aloud(); // what became of the flags is not what the client thinks
        tell(selected, request, result, arguments.byUid(), client, answer);
        if (result.modified().isEmpty()) {
            if (result.damaged().isEmpty()) answer.ok();
            else answer.no("CORRUPTION", Refusals.leftOut(result.damaged()));
        } else {
            if (!result.damaged().isEmpty())
                answer.untagged("NO [CORRUPTION] STORE " + Refusals.leftOut(result.damaged()));
            var failed = arguments.byUid() ? result.modified() : selected.numbers(result.modified());
            answer.ok("MODIFIED " + failed, "failed for some: they have changed."); // RFC 7162 §3.1.3
        }
    }

    private static Request read(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        arguments.space();
        var uids = client.selected()
                .shown()
                .existing(client.selected().uids(arguments.set(), arguments.byUid(), client, answer));
        arguments.space();
        var since = new Modseq[1];
        if (arguments.isNext('(')) {
            arguments.list(() -> {
                if (!arguments.word().equals("UNCHANGEDSINCE")) throw new Malformed("no such modifier");
                arguments.space();
                since[0] = new Modseq(arguments.number());
            });
            arguments.space();
            client.enableCondstore(answer); // RFC 7162 §3.1
        }
        boolean add = arguments.skip('+');
        boolean remove = !add && arguments.skip('-');
        var item = arguments.word();
        if (!item.equals("FLAGS") && !item.equals("FLAGS.SILENT")) throw new Malformed("no such item");
        arguments.space();
        var flags = FlagWords.read(arguments);
        arguments.end();
        var change =
                add ? new FlagChange.Add(flags) : remove ? new FlagChange.Remove(flags) : new FlagChange.Replace(flags);
        return new Request(uids, Optional.ofNullable(since[0]), change, flags, item.endsWith("SILENT"));
    }

    /** RFC 4314 §4: {@code s} for \Seen, {@code t} for \Deleted, {@code w} for all others. What one may not change is left alone, for
     * clients do not take a NO well; only who may change nothing of it is refused. */
    private static FlagChange permitted(Selected selected, Request request) {
        selected.requireWritable();
        return selected.rights().permitted(request.change).orElseThrow(() -> {
            var flags = request.flags;
            var needed = flags.seen() ? Right.WriteSeenFlag : flags.deleted() ? Right.DeleteMessages : Right.Write;
            return new RefusedException(new Refusal.NotPermitted(String.valueOf(needed.asCharacter())));
        });
    }

    private static void tell(
            Selected selected, Request request, FlagResult result, boolean byUid, ImapConnection client, Answer answer)
            throws IOException {
        selected.tellKeywords(answer, request.flags.keywords());
        for (var updated : result.messages()) {
            if (updated.changed()) selected.answered(updated.uid(), updated.modseq());
            int number = selected.shown().msnOf(updated.uid());
            if (number == 0) continue;
            if (!request.silent) {
                selected.flags(answer, client, number, updated.uid(), updated.after(), updated.modseq(), byUid);
            } else if (client.enabled(Extension.CONDSTORE)
                    && updated.changed()) { // RFC 7162 §3.1.3: MODSEQ even if silent
                answer.text("* ").number(number).text(" FETCH (");
                if (byUid || client.enabled(Extension.QRESYNC))
                    answer.text("UID ").number(updated.uid()).text(" ");
                answer.text("MODSEQ (")
                        .number(updated.modseq().value())
                        .text("))")
                        .end();
            }
        }
    }
}
