package org.wardpost.vault.provider;

import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardpost.vault.RootKey;
import org.wardpost.vault.WrongRootKeyException;

/** The versions that a provider has read; what all providers answer in the same way. */
final class RootKeys implements AutoCloseable {
    static final String ALIAS = "wardpost-root-";

    private final TreeMap<Integer, RootKey> keys = new TreeMap<>();
    private int least = 1;

    /** From here on {@link #next()} is at least that: versions of a root key that is lost are never used again. */
    synchronized void startAt(int version) {
        least = version;
    }

    /** One that is here already stays: somebody may be using it. */
    synchronized void put(int version, RootKey key) {
        if (keys.putIfAbsent(version, key) != null) {
            key.close();
        }
    }

    synchronized void remove(int version) {
        keys.remove(version);
    }

    synchronized boolean has(int version) {
        return keys.containsKey(version);
    }

    /** @throws WrongRootKeyException if it is not here */
    synchronized RootKey get(int version) {
        var key = keys.get(version);
        if (key == null) {
            throw new WrongRootKeyException("Root key " + version + " is needed but not here; here are " + keys.keySet()
                    + ". Give the keys folder or token that belongs to these data.");
        }
        return key;
    }

    /** @throws WrongRootKeyException if there is none at all */
    synchronized int current() {
        if (keys.isEmpty()) {
            throw new WrongRootKeyException("There is no root key here.");
        }
        return keys.lastKey();
    }

    synchronized int next() {
        return keys.isEmpty() ? least : Math.max(least, keys.lastKey() + 1);
    }

    synchronized NavigableSet<Integer> versions() {
        return new TreeSet<>(keys.keySet());
    }

    /** @throws WrongRootKeyException if it is the current one, or not here */
    synchronized void checkDestroyable(int version) {
        get(version);
        if (version == current()) {
            throw new WrongRootKeyException(
                    "Root key " + version + " is the current one. Rotate first (wardpost key rotate).");
        }
    }

    /** Zeroes all of them. */
    @Override
    public synchronized void close() {
        keys.values().forEach(RootKey::close);
        keys.clear();
    }

    @Override
    public String toString() {
        return "RootKeys" + versions();
    }
}
