package org.wardpost.store.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;

/** An immutable set of UIDs as sorted, disjoint ranges; {@code 1:*} costs one. UIDs are 1 to {@link #MAX} (RFC 9051 §2.3.1.1 has 32 bits). */
public final class UidSet {
    /** The largest UID that exists; what {@code *} is when it stands for "no end". */
    public static final long MAX = 0xFFFF_FFFFL;

    public static final UidSet EMPTY = new UidSet(new long[0]);
    public static final UidSet ALL = new UidSet(new long[] {1, MAX});

    /** Both ends are in the range. */
    public record Range(long first, long last) {
        public Range {
            if (first < 1 || last < first || last > MAX) {
                throw new IllegalArgumentException("not a range of UIDs: " + first + ":" + last);
            }
        }
    }

    private final long[] ends; // first, last, first, last ... ascending, with a gap between two ranges

    private UidSet(long[] ends) {
        this.ends = ends;
    }

    public static UidSet of(long... uids) {
        var sorted = uids.clone();
        Arrays.sort(sorted);
        var joined = new Joiner(sorted.length);
        for (var uid : sorted) {
            joined.add(uid, uid);
        }
        return joined.set();
    }

    public static UidSet of(Collection<Long> uids) {
        return of(uids.stream().mapToLong(Long::longValue).toArray());
    }

    /** Every UID from {@code first} to {@code last}, whether a message has it or not; empty when {@code last < first}. */
    public static UidSet ofRange(long first, long last) {
        return last < first ? EMPTY : ofRanges(List.of(new Range(first, last)));
    }

    /** @param ranges in any order, overlapping or not */
    public static UidSet ofRanges(Collection<Range> ranges) {
        var sorted = new ArrayList<>(ranges);
        sorted.sort((a, b) -> Long.compare(a.first(), b.first()));
        var joined = new Joiner(sorted.size());
        for (var range : sorted) {
            joined.add(range.first(), range.last());
        }
        return joined.set();
    }

    public boolean isEmpty() {
        return ends.length == 0;
    }

    public boolean contains(long uid) {
        var at = Arrays.binarySearch(ends, uid);
        return at >= 0 || ((-at - 1) & 1) == 1; // between a first and its last
    }

    /** How many UIDs the ranges span; not how many messages there are. */
    public long span() {
        var sum = 0L;
        for (var i = 0; i < ends.length; i += 2) {
            sum += ends[i + 1] - ends[i] + 1;
        }
        return sum;
    }

    public int rangeCount() {
        return ends.length / 2;
    }

    public Range range(int index) {
        return new Range(ends[2 * index], ends[2 * index + 1]);
    }

    public List<Range> ranges() {
        var all = new ArrayList<Range>(rangeCount());
        for (var i = 0; i < rangeCount(); i++) {
            all.add(range(i));
        }
        return all;
    }

    /** @throws java.util.NoSuchElementException if the set is empty */
    public long first() {
        return ranges().getFirst().first();
    }

    /** @throws java.util.NoSuchElementException if the set is empty */
    public long last() {
        return ranges().getLast().last();
    }

    /** Each UID in ascending order; for small sets only, since {@link #ALL} has four thousand million. */
    public LongStream uids() {
        return ranges().stream().flatMapToLong(r -> LongStream.rangeClosed(r.first(), r.last()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet that && Arrays.equals(ends, that.ends);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ends);
    }

    /** As IMAP writes it: {@code 1:4,7}. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var range : ranges()) {
            text.append(text.isEmpty() ? "" : ",").append(range.first());
            if (range.last() > range.first()) {
                text.append(':').append(range.last());
            }
        }
        return text.toString();
    }

    /** Joins ascending ranges that touch or overlap. */
    private static final class Joiner {
        private final long[] ends;
        private int used;

        Joiner(int atMost) {
            ends = new long[2 * atMost];
        }

        void add(long first, long last) {
            if (first < 1 || last > MAX) {
                throw new IllegalArgumentException("not a UID: " + (first < 1 ? first : last));
            }
            if (used > 0 && first <= ends[used - 1] + 1) {
                ends[used - 1] = Math.max(ends[used - 1], last);
            } else {
                ends[used++] = first;
                ends[used++] = last;
            }
        }

        UidSet set() {
            return used == 0 ? EMPTY : new UidSet(Arrays.copyOf(ends, used));
        }
    }
}
