package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.wardpost.mail.imap.FetchItem.Plain;
import org.wardpost.mail.imap.FetchItem.Section;
import org.wardpost.store.Modseq;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;

/** FETCH and UID FETCH (RFC 3501 §6.4.5), CHANGEDSINCE and VANISHED (RFC 7162 §3.1.4, §3.2.6). What the view knows is answered
 * from it; messages are read from the store in batches, with or without their summaries, and bodies are opened only where a
 * section asks for one. */
final class FetchCommand implements Command {
    private final ImapBackend backend;

    FetchCommand(ImapBackend backend) {
        this.backend = backend;
    }

    /** @param mayBeGone UIDs that VANISHED is asked about, whether messages have them or not */
    private record Request(
            UidSet uids, List<FetchItem> items, Optional<Modseq> changedSince, Optional<UidSet> mayBeGone) {}

    @Override
    public String name() {
        return "FETCH";
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
        var wanted = request.uids;
        if (request.changedSince.isPresent()) wanted = changed(selected, request, answer);
        markSeen(selected, request, wanted);
        int missing = new FetchRun(backend, selected, request.items, answer)
                .answer(selected.shown().existing(wanted));
        answer.ok(missing > 0 ? "EXPUNGEISSUED" : ""); // RFC 5530 §3
    }

    private Request read(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        arguments.space();
        var set = arguments.set();
        var uids = client.selected().uids(set, arguments.byUid(), client, answer);
        arguments.space();
        var items = new ArrayList<>(FetchParser.read(arguments));
        var since = new Modseq[1];
        boolean[] vanished = {false};
        if (arguments.more()) {
            arguments.list(() -> {
                switch (arguments.word()) {
                    case "CHANGEDSINCE" -> {
                        arguments.space();
                        since[0] = new Modseq(arguments.number()); // 0 too: Apple Mail sends it (clients.md §8)
                    }
                    case "VANISHED" -> vanished[0] = true;
                    default -> throw new Malformed("no such modifier");
                }
            });
        }
        arguments.end();
        boolean mayVanish = since[0] != null && arguments.byUid() && client.enabled(Extension.QRESYNC);
        if (vanished[0] && !mayVanish) throw new Malformed("VANISHED goes with UID, CHANGEDSINCE and QRESYNC");
        if (since[0] != null || items.contains(Plain.MODSEQ)) client.enableCondstore(answer); // RFC 7162 §3.1
        if (arguments.byUid() && !items.contains(Plain.UID)) items.addFirst(Plain.UID);
        if (since[0] != null && !items.contains(Plain.MODSEQ)) items.add(Plain.MODSEQ);
        items.sort(FetchItem.ORDER);
        // 1:* goes up to the last there ever was: the last messages may be those that are gone (RFC 7162 §3.2.6)
        var mayBeGone = vanished[0] ? Optional.of(set.asUids()) : Optional.<UidSet>empty();
        return new Request(uids, items, Optional.ofNullable(since[0]), mayBeGone);
    }

    private UidSet changed(Selected selected, Request request, Answer answer) throws IOException {
        var since = request.changedSince.orElseThrow();
        var now = selected.now();
        if (request.mayBeGone.isPresent()) {
            var asked = request.mayBeGone.orElseThrow();
            var gone = Resynchronisation.vanished(backend, selected.id(), now, since, asked, 0);
            Resynchronisation.tellVanished(answer, gone);
        }
        var changed = new ArrayList<Long>();
        now.each(request.uids, entry -> {
            if (entry.modseq().value() > since.value()) changed.add(entry.uid());
        });
        return UidSet.of(changed);
    }

    /** One change for all that are read now, and before the first line, so that FLAGS show it. */
    private void markSeen(Selected selected, Request request, UidSet wanted) {
        boolean reads = request.items.stream().anyMatch(item -> item instanceof Section section && !section.peek());
        if (!reads || selected.isReadOnly() || !selected.rights().has(Right.WriteSeenFlag)) return;
        var now = selected.now();
        var unseen = new ArrayList<Long>();
        now.each(wanted, entry -> {
            if (!entry.flags().seen() && selected.shown().contains(entry.uid())) unseen.add(entry.uid());
        });
        if (unseen.isEmpty()) return;
        var result = backend.messages()
                .setFlags(
                        selected.id(),
                        UidSet.of(unseen),
                        new FlagChange.Add(MessageFlags.of(MessageFlags.SEEN)),
                        Optional.empty());
        for (var updated : result.messages()) selected.answered(updated.uid(), updated.modseq());
        if (!request.items.contains(Plain.FLAGS))
            request.items.addFirst(Plain.FLAGS); // RFC 3501 §6.4.5: the change is to be told
    }
}
