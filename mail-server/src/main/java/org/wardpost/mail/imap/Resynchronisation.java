package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Optional;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;
import org.wardpost.store.message.Changes;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.view.CollectionView;

/** What a client says that it knows of a mailbox (RFC 7162 §3.2.5), and what it is told of the rest: messages that are gone
 * from the log of removals, changed ones from the view.
 *
 * @param known UIDs that the client has; all when it did not say
 * @param pairs message numbers and the UIDs that they had */
record Resynchronisation(long uidValidity, Modseq since, Optional<UidSet> known, Optional<Pairs> pairs) {
    private static final int LOG_PAGE = 10_000;

    record Pairs(long[] numbers, long[] uids) {}

    static Resynchronisation read(Arguments arguments) {
        arguments.expect('(');
        long uidValidity = arguments.number();
        arguments.space();
        var since = new Modseq(arguments.number());
        Optional<UidSet> known = Optional.empty();
        Optional<Pairs> pairs = Optional.empty();
        if (arguments.skip(' ') && arguments.setIsNext()) {
            known = Optional.of(arguments.set().asUids());
            arguments.skip(' ');
        }
        if (arguments.skip('(')) {
            long[] numbers = all(arguments.set());
            arguments.space();
            long[] uids = all(arguments.set());
            arguments.expect(')');
            if (numbers.length != uids.length) throw new Malformed("as many numbers as UIDs");
            pairs = Optional.of(new Pairs(numbers, uids));
        }
        arguments.expect(')');
        return new Resynchronisation(uidValidity, since, known, pairs);
    }

    private static long[] all(SequenceSet set) {
        var uids = set.asUids();
        if (uids.span() > 100_000) throw new Malformed("too many pairs");
        return uids.uids().toArray();
    }

    void answer(ImapBackend backend, ImapConnection client, Answer answer) throws IOException {
        var selected = client.selected();
        var view = selected.shown();
        if (view.uidValidity() != uidValidity) return; // the client throws all away by itself
        var asked = known.orElse(UidSet.ofRange(1, view.uidNext() - 1));
        long surelyKnown = lastMatch(view);
        tellVanished(answer, vanished(backend, selected.id(), view, since, asked, surelyKnown));
        var changed = view.changedSince(since);
        for (var range : intersection(changed, asked, 0)) {
            for (long uid = range.first(); uid <= range.last(); uid++) {
                int msn = view.msnOf(uid);
                if (msn > 0) selected.flags(answer, client, msn, uid, view.flagsAt(msn), view.modseqAt(msn), true);
            }
        }
    }

    /** UIDs of {@code asked} that were removed after {@code since}. When the log does not go back so far, all that are not
     * there (RFC 7162 §3.2.6: a superset is allowed), but none that the client has shown it knows to be in step. */
    static UidSet vanished(
            ImapBackend backend, CollectionId id, CollectionView view, Modseq since, UidSet asked, long surelyKnown) {
        var found = new java.util.ArrayList<UidSet.Range>();
        var from = since;
        while (true) {
            switch (backend.messages().changesSince(id, from, LOG_PAGE)) {
                case Changes.Forgotten() -> {
                    return notThere(view, asked, surelyKnown);
                }
                case Changes.Since page -> {
                    found.addAll(intersection(page.vanished(), asked, 0));
                    if (page.complete()) return UidSet.ofRanges(found);
                    from = page.upTo();
                }
            }
        }
    }

    private static UidSet notThere(CollectionView view, UidSet asked, long surelyKnown) {
        var gaps = new java.util.ArrayList<UidSet.Range>();
        long from = 1;
        for (long uid : view.uids()) {
            if (uid > from) gaps.add(new UidSet.Range(from, uid - 1));
            from = uid + 1;
        }
        if (from < view.uidNext()) gaps.add(new UidSet.Range(from, view.uidNext() - 1));
        return UidSet.ofRanges(intersection(UidSet.ofRanges(gaps), asked, surelyKnown));
    }

    private static java.util.List<UidSet.Range> intersection(UidSet one, UidSet other, long above) {
        var common = new java.util.ArrayList<UidSet.Range>();
        int o = 0;
        for (var range : one.ranges()) {
            while (o < other.rangeCount() && other.range(o).last() < range.first()) o++;
            for (int i = o; i < other.rangeCount() && other.range(i).first() <= range.last(); i++) {
                long first = Math.max(
                        above + 1, Math.max(range.first(), other.range(i).first()));
                long last = Math.min(range.last(), other.range(i).last());
                if (first <= last) common.add(new UidSet.Range(first, last));
            }
        }
        return common;
    }

    /** The last UID up to which the client's numbers are ours (RFC 7162 §3.2.5.2). */
    private long lastMatch(CollectionView view) {
        long last = 0;
        if (pairs.isEmpty()) return last;
        var p = pairs.get();
        for (int i = 0; i < p.numbers.length; i++) {
            if (p.numbers[i] > view.size() || view.uidAt((int) p.numbers[i]) != p.uids[i]) break;
            last = p.uids[i];
        }
        return last;
    }

    static void tellVanished(Answer answer, UidSet vanished) throws IOException {
        if (!vanished.isEmpty()) answer.untagged("VANISHED (EARLIER) " + vanished);
    }
}
