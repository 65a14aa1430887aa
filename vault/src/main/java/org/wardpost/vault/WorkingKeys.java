package org.wardpost.vault;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** All versions of W that are at hand; the highest one makes new seals. */
public final class WorkingKeys implements AutoCloseable {
    private final ConcurrentSkipListMap<Integer, WorkingKey> keys = new ConcurrentSkipListMap<>();

    private WorkingKeys() {}

    /** @throws IllegalArgumentException if there is none */
    public static WorkingKeys of(Collection<WorkingKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("No working key");
        }
        var all = new WorkingKeys();
        keys.forEach(all::add);
        return all;
    }

    /** @throws IllegalArgumentException if there is none */
    public static WorkingKeys of(WorkingKey... keys) {
        return of(java.util.List.of(keys));
    }

    /** The one that makes new seals. */
    public WorkingKey current() {
        return keys.lastEntry().getValue();
    }

    /**
     * One of them.
     * @throws UnknownKeyException if it is not at hand: read the wraps again
     */
    public WorkingKey version(int version) {
        var key = keys.get(version);
        if (key == null) {
            throw new UnknownKeyException("Working key " + version + " is not known here");
        }
        return key;
    }

    /** Adds a version; one that is there stays. */
    public void add(WorkingKey key) {
        keys.putIfAbsent(key.version(), key);
    }

    /** Forgets a version that nothing names any more. */
    public void remove(int version) {
        var key = keys.remove(version);
        if (key != null) {
            key.close();
        }
    }

    /** All versions at hand, ascending. */
    public NavigableSet<Integer> versions() {
        return new TreeSet<>(keys.keySet());
    }

    @Override
    public void close() {
        keys.values().forEach(WorkingKey::close);
        keys.clear();
    }

    @Override
    public String toString() {
        return "WorkingKeys" + keys.keySet();
    }
}
