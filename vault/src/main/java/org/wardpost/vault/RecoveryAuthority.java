package org.wardpost.vault;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/**
 * The public half of the recovery authority, to which working keys and recovery slots are sealed. The private half exists only as
 * shares, {@code threshold} of which give it back (docs/formats.md, "Recovery").
 */
public final class RecoveryAuthority {
    static final byte VERSION = 0x01;
    private static final int LENGTH = 1 + 32 + 1 + 1;

    private final byte[] publicKey;
    private final int threshold;
    private final int shares;
    private final UUID id;

    RecoveryAuthority(byte[] publicKey, int threshold, int shares) {
        checkNumbers(threshold, shares);
        this.publicKey = publicKey;
        this.threshold = threshold;
        this.shares = shares;
        this.id = idOf(publicKey);
    }

    /**
     * How many shares there can be, and be needed.
     * @throws IllegalArgumentException with a sentence
     */
    public static void checkNumbers(int threshold, int shares) {
        if (threshold < 2) {
            throw new IllegalArgumentException(
                    "A threshold of 1 would make each share the key itself: at least 2 shares must be needed. To have copies of the whole"
                            + " key, copy the key folder.");
        }
        if (shares < threshold || shares > 255) {
            throw new IllegalArgumentException(
                    "There must be from " + threshold + " (as many as are needed) to 255 shares, not " + shares + ".");
        }
    }

    /** Says which authority it is: it commits to the public key, so whoever joins shares can tell whether they gave the right one. */
    public UUID id() {
        return id;
    }

    /** How many shares are needed. */
    public int threshold() {
        return threshold;
    }

    /** How many there are. */
    public int shares() {
        return shares;
    }

    /** What is kept of it: sealed and authenticated by whoever keeps it, since W is sealed to what stands here. */
    public byte[] stored() {
        return Bytes.of(LENGTH)
                .octet(VERSION)
                .raw(publicKey)
                .octet(threshold)
                .octet(shares)
                .done();
    }

    /** @throws TamperedException if it is not what {@link #stored()} gave */
    public static RecoveryAuthority ofStored(byte[] stored) {
        if (stored.length != LENGTH || stored[0] != VERSION) {
            throw new TamperedException("The recovery authority is of an unknown form");
        }
        var from = ByteBuffer.wrap(stored, 1, LENGTH - 1);
        return new RecoveryAuthority(Bytes.take(from, 32), from.get() & 0xff, from.get() & 0xff);
    }

    /** W for whoever joins the shares: 81 bytes. */
    public byte[] wrap(UUID tenant, WorkingKey working) {
        var key = working.bytes();
        try {
            return Bytes.join(new byte[] {VERSION}, Hpke.seal(publicKey, info(tenant, working.version()), key));
        } finally {
            Aes.zero(key);
        }
    }

    byte[] publicKey() {
        return publicKey;
    }

    static byte[] info(UUID tenant, int version) {
        return Bytes.join(
                Label.RECOVERY_WORKING.bytes(),
                Bytes.of(16 + 4).id(tenant).int32(version).done());
    }

    static UUID idOf(byte[] publicKey) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            hash.update(Label.RECOVERY_AUTHORITY.bytes());
            return Ids.of(Arrays.copyOf(hash.digest(publicKey), 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecoveryAuthority that && Arrays.equals(stored(), that.stored());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "RecoveryAuthority[" + id + ", " + threshold + " of " + shares + "]";
    }
}
