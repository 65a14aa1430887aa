package org.wardpost.store.collection;

/**
 * How far the rows of a collection have come on their way to its epoch.
 *
 * @param from the oldest epoch that a row may still name
 * @param stage which kind of rows is walked: {@link RewrapStage#code()}, 0 before the first
 * @param at up to where; what it counts is the stage's
 */
public record Rewrapping(int from, int stage, long at) {
    /** The stage after the last: at {@link #at} (ms) it is looked whether the old keys can go. */
    static final int WALKED = 99;

    /** Below every place of every stage. */
    static final long START = Long.MIN_VALUE;

    static Rewrapping begin(int from) {
        return new Rewrapping(from, 0, START);
    }

    Rewrapping to(int newStage, long newAt) {
        return new Rewrapping(from, newStage, newAt);
    }

    boolean isWalked() {
        return stage == WALKED;
    }
}
