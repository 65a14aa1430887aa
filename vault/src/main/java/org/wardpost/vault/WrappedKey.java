package org.wardpost.vault;

import java.util.Arrays;

/** A 256-bit key under another one by AES-KW (RFC 3394): 40 bytes, no nonce. */
public final class WrappedKey {
    /** Bytes of a wrapped key. */
    public static final int LENGTH = 40;

    private final byte[] bytes;

    WrappedKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * What was read back from the store.
     * @throws TamperedException if it has not 40 bytes
     */
    public static WrappedKey ofStored(byte[] stored) {
        if (stored.length != LENGTH) {
            throw new TamperedException("A wrapped key has 40 bytes, not " + stored.length);
        }
        return new WrappedKey(stored);
    }

    /** The bytes as they are stored; not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrappedKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "WrappedKey[...]";
    }
}
