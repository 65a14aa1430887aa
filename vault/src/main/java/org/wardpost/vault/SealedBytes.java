package org.wardpost.vault;

import java.util.Arrays;

/**
 * Ciphertext of the committing seal, and the only bytes that content columns take: nothing but this package makes it from
 * plaintext (docs/formats.md, "The seal").
 */
public final class SealedBytes {
    private final byte[] bytes;

    SealedBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * What was read back from the store.
     * @throws TamperedException if it is shorter than any seal
     * @throws UnknownKeyException if its version byte is not one that this program knows
     */
    public static SealedBytes ofStored(byte[] stored) {
        CommittingSeal.checkHeader(stored);
        return new SealedBytes(stored);
    }

    /** The bytes as they are stored; not a copy, so leave them as they are. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes are stored. */
    public int length() {
        return bytes.length;
    }

    /** Salt and last authentication tag, 32 bytes: what a row MAC covers of a sealed column. */
    public byte[] saltAndTag() {
        var both = Arrays.copyOfRange(bytes, 1, 1 + 32);
        System.arraycopy(bytes, bytes.length - 16, both, 16, 16);
        return both;
    }

    @Override
    public String toString() {
        return "SealedBytes[" + bytes.length + "]";
    }
}
