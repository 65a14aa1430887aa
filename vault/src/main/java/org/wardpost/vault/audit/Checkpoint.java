package org.wardpost.vault.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.wardpost.vault.TamperedException;

/**
 * A signed statement that the chain stood so at that time. Kept outside the database (syslog, a file, an auditor's mailbox) it
 * shows when the end of the chain is cut off.
 * @param chain the node's chain
 * @param number of the last link
 * @param time when, to the millisecond
 * @param head {@link ChainLink#hash()} of that link
 * @param signer number of the certificate whose key signed
 * @param others heads of other nodes' chains, as known
 * @param anchor what the store says of its collections ({@link ChainStorage#anchor}), 32 bytes, zero if nothing is new
 * @param signature 64 bytes
 */
public record Checkpoint(
        UUID chain,
        long number,
        Instant time,
        byte[] head,
        long signer,
        Map<UUID, ChainHead> others,
        byte[] anchor,
        byte[] signature) {
    private static final int FIXED = 1 + 16 + 8 + 8 + 32 + 8 + 32 + 2;
    private static final int OTHER = 16 + 8 + 32;
    private static final int MOST_OTHERS = 1000;

    /**
     * The end of a chain.
     * @param number of the last link, 0 if there is none
     * @param hash of that link
     */
    public record ChainHead(long number, byte[] hash) {
        /** The head of a chain without links. */
        public static ChainHead none() {
            return new ChainHead(0, ChainLink.NOTHING.clone());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ChainHead that && number == that.number && Arrays.equals(hash, that.hash);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }

    /** @throws IllegalArgumentException if there are more than 1,000 other chains */
    public Checkpoint {
        others = java.util.Collections.unmodifiableMap(new TreeMap<>(others));
        if (others.size() > MOST_OTHERS) {
            throw new IllegalArgumentException("More than " + MOST_OTHERS + " chains");
        }
    }

    /** Its bytes as they are stored and sent out (docs/formats.md, "Audit chain"). */
    public byte[] encoded() {
        var body = body();
        return ByteBuffer.allocate(body.length + 64).put(body).put(signature).array();
    }

    /**
     * What {@link #encoded} gave.
     * @throws TamperedException if it is no checkpoint
     */
    public static Checkpoint decode(byte[] encoded) {
        try {
            var from = ByteBuffer.wrap(encoded);
            if (from.get() != 0x01) {
                throw new TamperedException("Not a checkpoint");
            }
            var chain = new UUID(from.getLong(), from.getLong());
            long number = from.getLong();
            var time = Instant.ofEpochMilli(from.getLong());
            var head = SignerCertificate.take(from, 32);
            long signer = from.getLong();
            var anchor = SignerCertificate.take(from, 32);
            int count = Short.toUnsignedInt(from.getShort());
            if (count > MOST_OTHERS || from.remaining() != count * OTHER + 64) {
                throw new TamperedException("Not a checkpoint");
            }
            var others = new TreeMap<UUID, ChainHead>();
            for (; count > 0; count--) {
                var other = new UUID(from.getLong(), from.getLong());
                others.put(other, new ChainHead(from.getLong(), SignerCertificate.take(from, 32)));
            }
            return new Checkpoint(chain, number, time, head, signer, others, anchor, SignerCertificate.take(from, 64));
        } catch (java.nio.BufferUnderflowException _) {
            throw new TamperedException("Not a checkpoint");
        }
    }

    byte[] signed() {
        return ChainHash.join(ChainHash.CHECKPOINT, body());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that && Arrays.equals(encoded(), that.encoded());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public String toString() {
        return "Checkpoint[" + chain + " " + number + ", " + time + "]";
    }

    private byte[] body() {
        var to = ByteBuffer.allocate(FIXED + others.size() * OTHER)
                .put((byte) 0x01)
                .putLong(chain.getMostSignificantBits())
                .putLong(chain.getLeastSignificantBits())
                .putLong(number)
                .putLong(time.toEpochMilli())
                .put(head)
                .putLong(signer)
                .put(anchor)
                .putShort((short) others.size());
        others.forEach((id, at) -> to.putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(at.number())
                .put(at.hash()));
        return to.array();
    }
}
