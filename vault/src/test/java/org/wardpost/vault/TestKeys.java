package org.wardpost.vault;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.wardpost.vault.provider.RootKeyProvider;

/** Root keys in memory, for tests only: fast, and forgotten with the process. */
public final class TestKeys implements RootKeyProvider {
    private final ConcurrentSkipListMap<Integer, RootKey> roots = new ConcurrentSkipListMap<>();

    private TestKeys() {}

    /** A provider with one fresh root key, version 1. */
    public static TestKeys fresh() {
        var keys = new TestKeys();
        keys.createVersion();
        return keys;
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public int currentVersion() {
        return roots.lastKey();
    }

    @Override
    public NavigableSet<Integer> versions() {
        return new TreeSet<>(roots.keySet());
    }

    @Override
    public WrappedKey wrap(int rootVersion, WorkingKey working) {
        return root(rootVersion).wrap(working);
    }

    @Override
    public WorkingKey unwrap(int rootVersion, WrappedKey wrapped, int workingVersion) {
        return root(rootVersion).unwrap(wrapped, workingVersion);
    }

    @Override
    public synchronized int createVersion() {
        int next = roots.isEmpty() ? 1 : roots.lastKey() + 1;
        roots.put(next, RootKey.random());
        return next;
    }

    @Override
    public byte[] export(int version) {
        return root(version).export();
    }

    @Override
    public synchronized void destroy(int version) {
        if (version == currentVersion()) {
            throw new WrongRootKeyException("Root key " + version + " is the current one and cannot be destroyed.");
        }
        root(version);
        roots.remove(version);
    }

    @Override
    public void close() {
        // kept: a test closes and opens its store with the same keys
    }

    private RootKey root(int version) {
        var root = roots.get(version);
        if (root == null) {
            throw new WrongRootKeyException("Root key " + version + " is not in the test's provider.");
        }
        return root;
    }
}
