package org.wardpost.vault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Account and collection keys that are open at the moment: bounded, and forgotten after a while of idleness. A key that is dropped
 * may still be in somebody's hands, so it is zeroed when the last of them lets go of it; {@link #close} zeroes at once.
 */
public final class UnlockedKeys implements AutoCloseable {
    /** How many keys are kept. */
    public static final int MOST = 50_000;
    /** After how long without use a key is forgotten. */
    public static final Duration IDLE = Duration.ofMinutes(15);

    private record Name(UUID account, UUID holder, UUID collection, int version) {}

    private static final class Entry {
        private final AutoCloseable key;
        private volatile long lastUsed;

        Entry(AutoCloseable key, long now) {
            this.key = key;
            this.lastUsed = now;
        }
    }

    private final ConcurrentHashMap<Name, Entry> entries = new ConcurrentHashMap<>();
    private final int most;
    private final long idleNanos;
    private final LongSupplier nanoTime;
    private final AtomicLong lastSweep;

    /** With the bounds of the design. */
    public UnlockedKeys() {
        this(MOST, IDLE, System::nanoTime);
    }

    /**
     * @param most how many keys are kept
     * @param idle after how long without use one is forgotten
     * @param nanoTime a clock that only runs forward, in nanoseconds
     */
    public UnlockedKeys(int most, Duration idle, LongSupplier nanoTime) {
        this.most = most;
        this.idleNanos = idle.toNanos();
        this.nanoTime = nanoTime;
        this.lastSweep = new AtomicLong(nanoTime.getAsLong());
    }

    /** An account's key of a generation, opened by {@code open} unless it is here. Two that ask at once may both open it. */
    public AccountKey account(UUID account, int generation, Supplier<AccountKey> open) {
        return (AccountKey) get(new Name(account, account, account, -generation), open);
    }

    /** The same as a member of the account has it: kept apart from the account's own and from every other member's. */
    public AccountKey heldAccount(UUID member, UUID account, int generation, Supplier<AccountKey> open) {
        return (AccountKey) get(new Name(account, member, account, -generation), open);
    }

    /** A collection's key of an epoch, opened by {@code open} unless it is here. */
    public CollectionKey collection(UUID owner, UUID collection, int epoch, Supplier<CollectionKey> open) {
        return held(owner, owner, collection, epoch, open);
    }

    /** The same as its holder has it: kept apart for each holder, so that nobody finds what another's grant opened. */
    public CollectionKey held(UUID holder, UUID owner, UUID collection, int epoch, Supplier<CollectionKey> open) {
        return (CollectionKey) get(new Name(owner, holder, collection, epoch), open);
    }

    /** Drops an account's own key, those of all collections that it owns, and what it holds of others. */
    public void forget(UUID account) {
        entries.keySet()
                .removeIf(
                        name -> name.account().equals(account) || name.holder().equals(account));
    }

    /** Drops what others hold of an account's collections: one of them may have been revoked. */
    public void forgetHeldOf(UUID owner) {
        entries.keySet()
                .removeIf(name -> name.account().equals(owner) && !name.holder().equals(owner));
    }

    /** Drops all epochs of a collection, whoever holds them. */
    public void forgetCollection(UUID owner, UUID collection) {
        entries.keySet()
                .removeIf(name ->
                        name.account().equals(owner) && name.collection().equals(collection));
    }

    /** Drops everything: what a node does that may have missed a revocation. */
    public void forgetAll() {
        entries.clear();
    }

    /** Whether the memory of all keys of this process could be locked against swapping so far: what {@code doctor} looks at. */
    public static boolean memoryIsLocked() {
        return SecretArena.shared().locked();
    }

    /** How many keys are here. */
    public int size() {
        return entries.size();
    }

    /** Forgets what was idle too long. Use does it too, now and then; a timer should, so that a quiet server holds no keys. */
    public void sweep() {
        long now = nanoTime.getAsLong();
        lastSweep.set(now);
        entries.values().removeIf(entry -> now - entry.lastUsed > idleNanos);
        int over = entries.size() - most;
        if (over > 0) {
            var uses = entries.values().stream()
                    .mapToLong(entry -> entry.lastUsed - now)
                    .sorted()
                    .toArray();
            long youngestToGo = uses[Math.min(uses.length, over + most / 8) - 1];
            entries.values().removeIf(entry -> entry.lastUsed - now <= youngestToGo);
        }
    }

    /** Forgets everything and zeroes it; a key that somebody still uses then refuses. */
    @Override
    public void close() {
        for (var entry : new ArrayList<>(entries.values())) {
            zero(entry.key);
        }
        entries.clear();
    }

    @Override
    public String toString() {
        return "UnlockedKeys[" + entries.size() + "]";
    }

    private AutoCloseable get(Name name, Supplier<? extends AutoCloseable> open) {
        long now = nanoTime.getAsLong();
        var entry = entries.get(name);
        if (entry == null || now - entry.lastUsed > idleNanos) {
            var fresh = new Entry(open.get(), now);
            entry = entries.merge(name, fresh, (old, made) -> now - old.lastUsed > idleNanos ? made : old);
            if (entry != fresh) {
                zero(fresh.key);
            }
        }
        entry.lastUsed = now;
        if (entries.size() > most || now - lastSweep.get() > idleNanos / 8) {
            sweep();
        }
        return entry.key;
    }

    private static void zero(AutoCloseable key) {
        try {
            key.close();
        } catch (Exception e) {
            throw new IllegalStateException("A key does not close", e);
        }
    }
}
