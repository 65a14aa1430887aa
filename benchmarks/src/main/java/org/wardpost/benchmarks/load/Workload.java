package org.wardpost.benchmarks.load;

import org.wardpost.benchmarks.peers.Peer;

/**
 * One row of the table: something that clients do, measured at any peer in one and the same way.
 *
 * @param floor what issue 4 §8 asks of this row
 * @param warming whether a round goes before that does not count; not where each measurement starts the server anew
 * @param preparing makes what is measured at, once a peer, untimed
 * @param measuring gives the figure, in {@code unit}; anything but the right answer is an {@link AssertionError} */
record Workload(String name, Unit unit, Floor floor, boolean warming, Step preparing, Measure measuring) {
    Workload(String name, Unit unit, Floor floor, Step preparing, Measure measuring) {
        this(name, unit, floor, true, preparing, measuring);
    }

    Workload(String name, Unit unit, Floor floor, Measure measuring) {
        this(name, unit, floor, _ -> {}, measuring);
    }

    /** A row whose measurement starts the server anew. */
    static Workload ofFreshServer(String name, Unit unit, Floor floor, Measure measuring) {
        return new Workload(name, unit, floor, false, _ -> {}, measuring);
    }

    /** What a figure counts, and whether more of it is better. */
    enum Unit {
        PER_SECOND("/s", true),
        MILLISECONDS(" ms", false),
        SECONDS(" s", false),
        MEGABYTES(" MB", false),
        PERCENT(" %", false);

        final String suffix;
        final boolean moreIsBetter;

        Unit(String suffix, boolean moreIsBetter) {
            this.suffix = suffix;
            this.moreIsBetter = moreIsBetter;
        }

        /** How many times {@code ours} is better than {@code theirs}; infinite if ours is nothing, such as memory that was given back. */
        double better(double ours, double theirs) {
            if (!moreIsBetter && ours <= 0) return Double.POSITIVE_INFINITY;
            return moreIsBetter ? ours / theirs : Math.max(0, theirs) / ours;
        }
    }

    /** Work on a peer that is not timed. */
    interface Step {
        void at(Peer peer) throws Exception;
    }

    /** Work on a peer that is. */
    interface Measure {
        /** @return the figure, or NaN if this peer has no such thing */
        double of(Peer peer) throws Exception;
    }
}
