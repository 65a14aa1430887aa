package org.wardpost.identity;

import java.time.Duration;

/**
 * How many refused logins are borne.
 * @param byName for one name, from networks where it has not logged in before, and again for each where it has
 * @param byNetwork for one network, all names together
 * @param window failures further apart than this do not add up
 * @param lock how long a lock lasts
 * @param firstDelay the first refusal above {@code free} is answered this much later, each further one twice as much
 * @param longestDelay the most that a refusal is delayed
 * @param familiarFor how long a network stays familiar after a login
 * @param remembered how many names and networks are counted at most; beyond it those unused for longest are forgotten
 */
public record LockoutLimits(
        Threshold byName,
        Threshold byNetwork,
        Duration window,
        Duration lock,
        Duration firstDelay,
        Duration longestDelay,
        Duration familiarFor,
        int remembered) {
    /**
     * @param free failures without delay
     * @param lockAt the failure that begins a lock
     */
    public record Threshold(int free, int lockAt) {}

    public static final LockoutLimits DEFAULT = new LockoutLimits(
            new Threshold(5, 20),
            new Threshold(20, 200),
            Duration.ofMinutes(15),
            Duration.ofMinutes(15),
            Duration.ofMillis(500),
            Duration.ofSeconds(15),
            Duration.ofDays(7),
            100_000);
}
