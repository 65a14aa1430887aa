package org.wardpost.identity;

import java.time.Duration;

/**
 * What can be set about logins.
 * @param minimumPasswordLength of passwords that are set from now on, in characters
 * @param argon2AtOnce Argon2id runs at a time, 0 for one a core; each takes 19 MiB
 * @param argon2Queue logins that may wait for one; further ones are told to try again
 * @param refusedAfter how long after its arrival a refused login is answered at the earliest
 * @param lockout see {@link LockoutLimits}
 */
public record IdentitySettings(
        int minimumPasswordLength, int argon2AtOnce, int argon2Queue, Duration refusedAfter, LockoutLimits lockout) {
    public static IdentitySettings defaults() {
        return new IdentitySettings(10, 0, 128, Duration.ofMillis(250), LockoutLimits.DEFAULT);
    }

    int cores() {
        return argon2AtOnce > 0 ? argon2AtOnce : Runtime.getRuntime().availableProcessors();
    }
}
