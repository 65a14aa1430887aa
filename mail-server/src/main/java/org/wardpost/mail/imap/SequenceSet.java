package org.wardpost.mail.imap;

import java.util.ArrayList;
import java.util.List;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.view.CollectionView;

/** A set of message numbers or UIDs as a client wrote it (RFC 3501 §9, sequence-set).
 *
 * @param saved {@code $}: the last search result that was saved (RFC 5182) */
record SequenceSet(List<Range> ranges, boolean saved) {
    /** {@code *} */
    static final long LAST = Long.MAX_VALUE;

    static final SequenceSet SAVED = new SequenceSet(List.of(), true);

    record Range(long one, long other) {}

    /** The UIDs meant, whether messages have them or not; {@code *} is the last message of {@code view}.
     *
     * @throws Malformed for a message number that does not exist (RFC 3501 §9) */
    UidSet uids(CollectionView view, boolean byUid, UidSet savedSearch) {
        if (saved) return view.existing(savedSearch);
        var found = new ArrayList<UidSet.Range>(ranges.size());
        for (var range : ranges) {
            long first = Math.min(range.one, range.other);
            long last = Math.max(range.one, range.other);
            if (byUid) addUids(view, first, last, found);
            else addNumbers(view, first, last, found);
        }
        return UidSet.ofRanges(found);
    }

    private static void addUids(CollectionView view, long first, long last, List<UidSet.Range> found) {
        if (view.size() == 0) return;
        long star = view.lastUid();
        long from = first == LAST ? star : first;
        long to = last == LAST ? star : last;
        found.add(new UidSet.Range(
                Math.min(from, to), Math.max(from, to))); // 559:* is the last message at least (§6.4.8)
    }

    private static void addNumbers(CollectionView view, long first, long last, List<UidSet.Range> found) {
        int size = view.size();
        long from = first == LAST ? size : first;
        long to = last == LAST ? size : last;
        long low = Math.min(from, to);
        long high = Math.max(from, to);
        if (low < 1 || high > size) throw new Malformed(Malformed.NO_SUCH_NUMBER);
        found.add(new UidSet.Range(
                view.uidAt((int) low), view.uidAt((int) high))); // numbers are in order of UIDs: no other between
    }

    /** The largest number in it, {@code *} aside. */
    long largest() {
        long largest = 0;
        for (var range : ranges) {
            if (range.one != LAST) largest = Math.max(largest, range.one);
            if (range.other != LAST) largest = Math.max(largest, range.other);
        }
        return largest;
    }

    /** The UIDs as they stand, {@code *} as the largest there is: what QRESYNC asks about messages that may be gone. */
    UidSet asUids() {
        var all = new ArrayList<UidSet.Range>(ranges.size());
        for (var range : ranges) {
            long one = Math.min(range.one, UidSet.MAX);
            long other = Math.min(range.other, UidSet.MAX);
            all.add(new UidSet.Range(Math.min(one, other), Math.max(one, other)));
        }
        return UidSet.ofRanges(all);
    }
}
