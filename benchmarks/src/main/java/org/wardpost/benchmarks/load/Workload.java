package org.wardpost.benchmarks.load;

import org.wardpost.benchmarks.peers.Peer;

/** One row of the table: something that clients do, measured at any peer in one and the same way. */
interface Workload {
    String name();

    /** @return the figure of this peer, in {@link #unit()} */
    double measure(Peer peer) throws Exception;

    Unit unit();

    /** What a figure counts, and whether more of it is better. */
    enum Unit {
        PER_SECOND("/s", true),
        MILLISECONDS(" ms", false),
        MEGABYTES(" MB", false);

        final String suffix;
        final boolean moreIsBetter;

        Unit(String suffix, boolean moreIsBetter) {
            this.suffix = suffix;
            this.moreIsBetter = moreIsBetter;
        }
    }
}
