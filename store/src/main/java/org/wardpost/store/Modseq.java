package org.wardpost.store;

/** A point in the history of a collection: it grows by one with every item changed in it, and 0 is before the first change. */
public record Modseq(long value) implements Comparable<Modseq> {
    public static final Modseq ZERO = new Modseq(0);

    /** @throws IllegalArgumentException if negative */
    public Modseq {
        if (value < 0) {
            throw new IllegalArgumentException("a modseq is never negative");
        }
    }

    @Override
    public int compareTo(Modseq other) {
        return Long.compare(value, other.value);
    }
}
