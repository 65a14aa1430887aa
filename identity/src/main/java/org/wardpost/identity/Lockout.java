package org.wardpost.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Counts refused logins by name and by network, slows them down and, in the end, refuses them unseen. Names that do not exist are
 * counted like the others. Whoever has logged in from a network keeps its own count there, so that strangers elsewhere cannot lock a
 * nurse out of her ward's machines, nor one confused phone a whole hospital behind one address.
 */
final class Lockout {
    private final LockoutLimits limits;
    private final Clock clock;
    private final Cache<Object, Count> counts;
    private final Cache<Pair, Boolean> familiar;

    Lockout(LockoutLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.counts = Caffeine.newBuilder()
                .maximumSize(limits.remembered())
                .ticker(() -> nanos(clock))
                .expireAfterAccess(limits.window().plus(limits.lock()))
                .build();
        this.familiar = Caffeine.newBuilder()
                .maximumSize(limits.remembered())
                .ticker(() -> nanos(clock))
                .expireAfterAccess(limits.familiarFor())
                .build();
    }

    /**
     * Asks to try one login. The try counts as failed until {@link Attempt#succeeded} or {@link Attempt#abandoned} says otherwise, so
     * that many at once get no more guesses than one after the other.
     * @param name stands for the name typed; device passwords cannot be guessed, so {@code countsAgainstName} is false for them
     */
    Attempt attempt(UUID name, Network network, boolean countsAgainstName) {
        var pair = new Pair(name, network);
        var known = familiar.getIfPresent(pair) != null;
        var byName = known ? count(pair) : count(name);
        var byNetwork = known ? count(pair) : count(network);
        var now = clock.instant();
        var locked = (countsAgainstName && byName.locked(now)) || byNetwork.locked(now);
        if (locked) {
            return new Attempt(pair, null, null, true, false, limits.longestDelay());
        }
        var lockedNow = false;
        var delay = Duration.ZERO;
        if (countsAgainstName) {
            lockedNow = byName.add(now, limits.byName(), limits);
            delay = byName.delay(limits.byName().free(), limits);
        }
        if (!known) {
            lockedNow |= byNetwork.add(now, limits.byNetwork(), limits);
            delay = longer(delay, byNetwork.delay(limits.byNetwork().free(), limits));
        } else if (!countsAgainstName) {
            lockedNow |= byNetwork.add(now, limits.byNetwork(), limits);
        }
        return new Attempt(
                pair,
                countsAgainstName ? byName : null,
                known && countsAgainstName ? null : byNetwork,
                false,
                lockedNow,
                delay);
    }

    private Count count(Object key) {
        return counts.get(key, _ -> new Count());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static long nanos(Clock clock) {
        var now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private record Pair(UUID name, Network network) {}

    /** One try under way. */
    final class Attempt {
        private final Pair pair;
        private final @org.jspecify.annotations.Nullable Count byName;
        private final @org.jspecify.annotations.Nullable Count byNetwork;
        private final boolean refused;
        private final boolean locks;
        private final Duration delay;

        private Attempt(
                Pair pair,
                @org.jspecify.annotations.Nullable Count byName,
                @org.jspecify.annotations.Nullable Count byNetwork,
                boolean refused,
                boolean locks,
                Duration delay) {
            this.pair = pair;
            this.byName = byName;
            this.byNetwork = byNetwork;
            this.refused = refused;
            this.locks = locks;
            this.delay = delay;
        }

        /** True: refuse without looking at the password. */
        boolean refused() {
            return refused;
        }

        /** True if this try, should it fail, is the one that begins a lock: worth an audit event. */
        boolean beginsLock() {
            return locks;
        }

        /** How much later than usual a refusal is answered. */
        Duration delay() {
            return delay;
        }

        /** The right password: the name's count starts anew, the network is familiar from now on. */
        void succeeded() {
            familiar.put(pair, Boolean.TRUE);
            if (byName != null) {
                counts.invalidate(pair.name());
                counts.invalidate(pair);
            }
            if (byNetwork != null) {
                byNetwork.takeBack();
            }
        }

        /** Neither right nor wrong, such as a full queue. */
        void abandoned() {
            if (byName != null) {
                byName.takeBack();
            }
            if (byNetwork != null) {
                byNetwork.takeBack();
            }
        }
    }

    /** Failures within one window. */
    private static final class Count {
        private Instant windowEnd = Instant.MIN;
        private Instant lockedUntil = Instant.MIN;
        private int failures;

        synchronized boolean locked(Instant now) {
            return now.isBefore(lockedUntil);
        }

        synchronized boolean add(Instant now, LockoutLimits.Threshold threshold, LockoutLimits limits) {
            if (!now.isBefore(windowEnd)) {
                failures = 0;
            }
            windowEnd = now.plus(limits.window());
            failures++;
            if (failures < threshold.lockAt()) {
                return false;
            }
            lockedUntil = now.plus(limits.lock());
            return failures == threshold.lockAt();
        }

        synchronized void takeBack() {
            failures = Math.max(0, failures - 1);
            lockedUntil = Instant.MIN;
        }

        synchronized Duration delay(int free, LockoutLimits limits) {
            if (failures <= free) {
                return Duration.ZERO;
            }
            var doublings = Math.min(failures - free - 1, 20);
            var delay = limits.firstDelay().multipliedBy(1L << doublings);
            return delay.compareTo(limits.longestDelay()) < 0 ? delay : limits.longestDelay();
        }
    }
}
