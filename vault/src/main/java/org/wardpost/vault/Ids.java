package org.wardpost.vault;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Ids of everything that is stored: 128 random bits in a {@link UUID}, none of them fixed, so an id tells nothing. */
public final class Ids {
    /** Bytes of an id. */
    public static final int LENGTH = 16;

    private Ids() {}

    /** A fresh id from the system's random source. */
    public static UUID random() {
        return of(Entropy.bytes(LENGTH));
    }

    /** The 16 bytes of an id, big-endian. */
    public static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(LENGTH)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /**
     * The id of 16 bytes.
     * @throws IllegalArgumentException if they are not 16
     */
    public static UUID of(byte[] sixteen) {
        if (sixteen.length != LENGTH) {
            throw new IllegalArgumentException("An id has 16 bytes, not " + sixteen.length);
        }
        var buffer = ByteBuffer.wrap(sixteen);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
