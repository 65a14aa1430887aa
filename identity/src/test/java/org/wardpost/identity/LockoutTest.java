package org.wardpost.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LockoutTest {
    private static final Network HERE = Network.of(TestIdentity.address("192.0.2.7"));
    private static final UUID ANN = new UUID(7, 7);
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private final Lockout lockout = new Lockout(LockoutLimits.DEFAULT, new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void triesUnderWayCountAsFailed() {
        for (var i = 0; i < 20; i++) {
            assertThat(lockout.attempt(ANN, HERE, true).refused()).isFalse();
        }
        assertThat(lockout.attempt(ANN, HERE, true).refused())
                .as("a hundred at once are no way around")
                .isTrue();
    }

    @Test
    void aNetworkThatTriesManyNamesIsLocked() {
        for (var i = 0; i < 200; i++) {
            assertThat(lockout.attempt(new UUID(1, i), HERE, true).refused()).isFalse();
        }
        assertThat(lockout.attempt(new UUID(1, 200), HERE, true).refused()).isTrue();
        assertThat(lockout.attempt(new UUID(1, 200), HERE, false).refused())
                .as("device passwords count there too")
                .isTrue();
        assertThat(lockout.attempt(new UUID(1, 200), Network.of(TestIdentity.address("192.0.3.7")), true)
                        .refused())
                .isFalse();
    }

    @Test
    void whoeverIsKnownInALockedNetworkStillComesIn() {
        lockout.attempt(ANN, HERE, true).succeeded();
        for (var i = 0; i < 201; i++) {
            lockout.attempt(new UUID(1, i), HERE, true);
        }
        assertThat(lockout.attempt(ANN, HERE, true).refused()).isFalse();
    }

    @Test
    void wrongDevicePasswordsNeverLockTheName() {
        for (var i = 0; i < 100; i++) {
            lockout.attempt(ANN, HERE, false);
        }
        assertThat(lockout.attempt(ANN, Network.of(TestIdentity.address("192.0.3.7")), true)
                        .refused())
                .isFalse();
    }

    @Test
    void failuresFarApartDoNotAddUp() {
        for (var i = 0; i < 100; i++) {
            assertThat(lockout.attempt(ANN, HERE, true).refused()).isFalse();
            now = now.plus(Duration.ofMinutes(16));
        }
    }

    @Test
    void aNeighbourInTheSamePrefixIsTheSameNetwork() {
        assertThat(Network.of(TestIdentity.address("192.0.2.200"))).isEqualTo(HERE);
        assertThat(Network.of(TestIdentity.address("::ffff:192.0.2.9"))).isEqualTo(HERE);
        var six = Network.of(TestIdentity.address("2001:db8:1:200::1"));
        assertThat(Network.of(TestIdentity.address("2001:db8:1:2ff:ffff::9"))).isEqualTo(six);
        assertThat(Network.of(TestIdentity.address("2001:db8:1:300::1"))).isNotEqualTo(six);
    }
}
