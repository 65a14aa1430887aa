package org.wardpost.integration.soak;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A log of which messages must be there: those acknowledged, less those whose removal was; in between nobody knows. */
final class Expected {
    private final Set<String> there = new TreeSet<>();
    private final Set<String> uncertain = new HashSet<>();
    private long acknowledged;

    /** Adds a message by something that is acknowledged when it returns. */
    void adding(String id, Runnable command) {
        uncertain.add(id);
        command.run();
        uncertain.remove(id);
        there.add(id);
        acknowledged++;
    }

    /** Removes one by something that is acknowledged when it returns. */
    void removing(String id, Runnable command) {
        there.remove(id);
        uncertain.add(id);
        command.run();
        uncertain.remove(id);
        acknowledged++;
    }

    Set<String> there() {
        return there;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** After a kill what was in flight is decided: it is there once, or it is not. */
    void check(String who, Map<String, Integer> found) {
        var lost = new TreeSet<>(there);
        lost.removeAll(found.keySet());
        if (!lost.isEmpty()) throw new AssertionError(who + ": acknowledged and not there: " + lost);
        for (var entry : found.entrySet()) {
            if (entry.getValue() > 1) throw new AssertionError(who + ": twice: " + entry.getKey());
            if (!there.contains(entry.getKey()) && !uncertain.contains(entry.getKey()))
                throw new AssertionError(who + ": removed and there: " + entry.getKey());
        }
        there.addAll(found.keySet());
        uncertain.clear();
    }
}
