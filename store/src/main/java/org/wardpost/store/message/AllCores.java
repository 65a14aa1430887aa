package org.wardpost.store.message;

import java.util.List;
import java.util.function.Function;

/**
 * Spreads arithmetic over many rows (MACs, seals) over all cores. A command is one thread, so a range of thousands would else be
 * sealed on one core while the others are idle. Nothing that waits or uses a connection belongs here.
 */
final class AllCores {
    /** With fewer the hand-over costs more than it spares. */
    private static final int MANY = 128;

    private AllCores() {}

    /** In the order of {@code from}; what {@code work} throws for one of them is thrown. */
    static <T, R> List<R> map(List<T> from, Function<T, R> work) {
        var all = from.size() < MANY ? from.stream() : from.parallelStream();
        return all.<R>map(work).toList();
    }
}
