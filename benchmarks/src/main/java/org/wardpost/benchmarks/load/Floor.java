package org.wardpost.benchmarks.load;

import java.util.Map;
import org.wardpost.benchmarks.load.Workload.Unit;

/** The least that a row has to reach. */
sealed interface Floor {
    /** A figure, whatever the peers do. */
    record Absolute(double figure) implements Floor {}

    /** So many times as good as a peer in the same run. */
    record Times(double factor, String peer) implements Floor {}

    /** Nothing is asked of this row. */
    record None() implements Floor {}

    /** Whether {@code ours} reaches it. */
    default boolean reached(double ours, Map<String, Double> peers, Unit unit) {
        return switch (this) {
            case Absolute(var figure) -> unit.better(ours, figure) >= 1;
            case Times(var factor, var peer) -> unit.better(ours, peers.getOrDefault(peer, Double.NaN)) >= factor;
            case None() -> true;
        };
    }
}
