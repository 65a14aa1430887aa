package org.wardpost.vault.audit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.wardpost.vault.TamperedException;

/**
 * A day's signing key, vouched for by the day's before it; the first one by account 0.
 * @param chain the node's chain
 * @param number counted from 1 without a gap
 * @param day days since 1970-01-01 (UTC)
 * @param after the last link that the key before could have signed
 * @param publicKey Ed25519, 32 bytes
 * @param signature 64 bytes by the key before
 */
public record SignerCertificate(UUID chain, long number, long day, long after, byte[] publicKey, byte[] signature) {
    /** Bytes of {@link #encoded()}. */
    public static final int LENGTH = 1 + 16 + 8 + 8 + 8 + 32 + 64;

    /** Its bytes as they are stored (docs/formats.md, "Audit chain"). */
    public byte[] encoded() {
        return ByteBuffer.allocate(LENGTH)
                .put(body(chain, number, day, after, publicKey))
                .put(signature)
                .array();
    }

    /**
     * What {@link #encoded} gave.
     * @throws TamperedException if it is no certificate
     */
    public static SignerCertificate decode(byte[] encoded) {
        if (encoded.length != LENGTH || encoded[0] != 0x01) {
            throw new TamperedException("Not a signing key's certificate");
        }
        var from = ByteBuffer.wrap(encoded).position(1);
        var chain = new UUID(from.getLong(), from.getLong());
        return new SignerCertificate(
                chain, from.getLong(), from.getLong(), from.getLong(), take(from, 32), take(from, 64));
    }

    byte[] signed() {
        return ChainHash.join(ChainHash.SIGNER, body(chain, number, day, after, publicKey));
    }

    static byte[] body(UUID chain, long number, long day, long after, byte[] publicKey) {
        return ByteBuffer.allocate(LENGTH - 64)
                .put((byte) 0x01)
                .putLong(chain.getMostSignificantBits())
                .putLong(chain.getLeastSignificantBits())
                .putLong(number)
                .putLong(day)
                .putLong(after)
                .put(publicKey)
                .array();
    }

    static byte[] take(ByteBuffer from, int length) {
        var bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignerCertificate that && Arrays.equals(encoded(), that.encoded());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public String toString() {
        return "SignerCertificate[" + chain + " " + number + "]";
    }
}
