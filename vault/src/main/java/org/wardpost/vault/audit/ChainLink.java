package org.wardpost.vault.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.wardpost.vault.TamperedException;

/**
 * One event's place in a node's chain.
 * @param chain the node's chain
 * @param number counted from 1 without a gap
 * @param time when it was chained, to the millisecond
 * @param previous {@link #hash()} of the link before, 32 zero bytes at the first
 * @param event SHA-256 of {@link AuditEvent#encoded()}
 */
public record ChainLink(UUID chain, long number, Instant time, byte[] previous, byte[] event) {
    /** Bytes of {@link #encoded()}. */
    public static final int LENGTH = 1 + 16 + 8 + 8 + 32 + 32;

    /** What stands before the first link. */
    static final byte[] NOTHING = new byte[32];

    /** Its bytes as they are stored and hashed (docs/formats.md, "Audit chain"). */
    public byte[] encoded() {
        return ByteBuffer.allocate(LENGTH)
                .put((byte) 0x01)
                .putLong(chain.getMostSignificantBits())
                .putLong(chain.getLeastSignificantBits())
                .putLong(number)
                .putLong(time.toEpochMilli())
                .put(previous)
                .put(event)
                .array();
    }

    /**
     * What {@link #encoded} gave.
     * @throws TamperedException if it is no link
     */
    public static ChainLink decode(byte[] encoded) {
        if (encoded.length != LENGTH || encoded[0] != 0x01) {
            throw new TamperedException("Not a link of an audit chain");
        }
        var from = ByteBuffer.wrap(encoded).position(1);
        return new ChainLink(
                new UUID(from.getLong(), from.getLong()),
                from.getLong(),
                Instant.ofEpochMilli(from.getLong()),
                take(from),
                take(from));
    }

    /** SHA-256 over the label and {@link #encoded()}: what the next link and a checkpoint name. */
    public byte[] hash() {
        return ChainHash.of(ChainHash.LINK, encoded());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChainLink that && Arrays.equals(encoded(), that.encoded());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public String toString() {
        return "ChainLink[" + chain + " " + number + "]";
    }

    private static byte[] take(ByteBuffer from) {
        var bytes = new byte[32];
        from.get(bytes);
        return bytes;
    }
}
