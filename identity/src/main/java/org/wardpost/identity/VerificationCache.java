package org.wardpost.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wardpost.vault.Ids;

/**
 * What Argon2id said about a password, remembered under an HMAC with a key that lives and dies with this process: a phone that comes
 * back costs one HMAC. Right answers are kept 15 min idle and 12 h at most, wrong ones 1 min. The credential version is part of the
 * key, so a password change needs no event to take effect.
 */
final class VerificationCache {
    private static final Duration RIGHT_IDLE = Duration.ofMinutes(15);
    private static final Duration RIGHT_AT_MOST = Duration.ofHours(12);
    private static final Duration WRONG = Duration.ofMinutes(1);
    private static final Duration WRONG_LATELY = Duration.ofHours(1);
    private static final int ENTRIES = 200_000;

    private final SecretKeySpec key;
    private final Clock clock;
    private final Cache<Key, Answer> answers;
    private final Cache<Key, Boolean> wrongLately;

    VerificationCache(Clock clock) {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
        this.clock = clock;
        this.answers = Caffeine.newBuilder()
                .maximumSize(ENTRIES)
                .ticker(() -> nanos(clock.instant()))
                .expireAfter(new Lifetime())
                .build();
        this.wrongLately = Caffeine.newBuilder()
                .maximumSize(ENTRIES)
                .ticker(() -> nanos(clock.instant()))
                .expireAfterAccess(WRONG_LATELY)
                .build();
    }

    /** @param scope what the password was offered for, such as {@code password} or a protocol's name */
    Key key(UUID account, long version, String scope, char[] password) {
        var utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        try {
            var mac = mac();
            mac.update(Ids.bytes(account));
            mac.update(ByteBuffer.allocate(8).putLong(0, version).array());
            mac.update(scope.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            mac.update(utf8.duplicate());
            return new Key(mac.doFinal());
        } finally {
            if (utf8.hasArray()) {
                Arrays.fill(utf8.array(), (byte) 0);
            }
        }
    }

    /** A stand-in for a name as typed, so that names which do not exist are counted and cached like those that do. */
    UUID nameTag(String name) {
        var mac = mac();
        mac.update((byte) 1);
        return Ids.of(Arrays.copyOf(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)), 16));
    }

    Optional<Boolean> find(Key of) {
        return Optional.ofNullable(answers.getIfPresent(of)).map(Answer::right);
    }

    void remember(Key of, boolean right) {
        answers.put(of, new Answer(right, clock.instant()));
        if (!right) {
            wrongLately.put(of, Boolean.TRUE);
        }
    }

    /** Whether that was answered "wrong" within the last hour; it is hashed again all the same. */
    boolean wasWrongLately(Key of) {
        return wrongLately.getIfPresent(of) != null;
    }

    private Mac mac() {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
        }
    }

    private static long nanos(Instant now) {
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private record Answer(boolean right, Instant since) {}

    /** 32 bytes compared as a value; never printed. */
    static final class Key {
        private final byte[] mac;

        private Key(byte[] mac) {
            this.mac = mac;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && Arrays.equals(mac, that.mac);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(mac);
        }
    }

    private final class Lifetime implements Expiry<Key, Answer> {
        @Override
        public long expireAfterCreate(Key of, Answer answer, long now) {
            return answer.right() ? RIGHT_IDLE.toNanos() : WRONG.toNanos();
        }

        @Override
        public long expireAfterUpdate(Key of, Answer answer, long now, long left) {
            return expireAfterCreate(of, answer, now);
        }

        @Override
        public long expireAfterRead(Key of, Answer answer, long now, long left) {
            if (!answer.right()) {
                return left;
            }
            var end = Duration.between(clock.instant(), answer.since().plus(RIGHT_AT_MOST))
                    .toNanos();
            return Math.max(0, Math.min(RIGHT_IDLE.toNanos(), end));
        }
    }
}
