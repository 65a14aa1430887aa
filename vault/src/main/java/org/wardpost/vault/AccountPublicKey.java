package org.wardpost.vault;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The public halves of an account key of one generation. They lie in a row under account 0's MAC.
 * @param x25519 to which grants are sealed, 32 bytes
 * @param ed25519 with which the account's signatures are checked, 32 bytes
 */
public record AccountPublicKey(byte[] x25519, byte[] ed25519) {
    /** Bytes of {@link #stored()}. */
    public static final int LENGTH = 64;

    /** @throws TamperedException if either has not 32 bytes */
    public AccountPublicKey {
        if (x25519.length != 32 || ed25519.length != 32) {
            throw new TamperedException("A public key has 32 bytes");
        }
    }

    /** Both halves, X25519 first: 64 bytes. */
    public byte[] stored() {
        return Bytes.join(x25519, ed25519);
    }

    /**
     * What {@link #stored()} gave.
     * @throws TamperedException if it has not 64 bytes
     */
    public static AccountPublicKey ofStored(byte[] stored) {
        if (stored.length != LENGTH) {
            throw new TamperedException("An account's public key has 64 bytes, not " + stored.length);
        }
        return new AccountPublicKey(Arrays.copyOf(stored, 32), Arrays.copyOfRange(stored, 32, 64));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountPublicKey that
                && Arrays.equals(x25519, that.x25519)
                && Arrays.equals(ed25519, that.ed25519);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(x25519);
    }

    @Override
    public String toString() {
        return "AccountPublicKey[" + HexFormat.of().formatHex(x25519, 0, 6) + "]";
    }
}
