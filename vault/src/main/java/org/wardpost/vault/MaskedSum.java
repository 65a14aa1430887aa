package org.wardpost.vault;

/**
 * A digest over many rows, as it is stored: MSet-Add-Hash (Clarke et al. 2003).
 * @param nonce 16 bytes, fresh at each change
 * @param masked the sum plus a mask that only the collection's key gives, 32 bytes
 */
public record MaskedSum(byte[] nonce, byte[] masked) {
    /** Bytes of {@link #stored()}. */
    public static final int LENGTH = 48;

    /** @throws TamperedException if the lengths are not 16 and 32 */
    public MaskedSum {
        if (nonce.length != 16 || masked.length != 32) {
            throw new TamperedException("A digest has 16 and 32 bytes, not " + nonce.length + " and " + masked.length);
        }
    }

    /** Nonce and masked sum, 48 bytes. */
    public byte[] stored() {
        return Bytes.join(nonce, masked);
    }

    /**
     * What {@link #stored()} gave.
     * @throws TamperedException if it has not 48 bytes
     */
    public static MaskedSum ofStored(byte[] stored) {
        if (stored.length != LENGTH) {
            throw new TamperedException("A digest has 48 bytes, not " + stored.length);
        }
        return new MaskedSum(java.util.Arrays.copyOf(stored, 16), java.util.Arrays.copyOfRange(stored, 16, 48));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MaskedSum that
                && java.util.Arrays.equals(nonce, that.nonce)
                && java.util.Arrays.equals(masked, that.masked);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(nonce);
    }

    @Override
    public String toString() {
        return "MaskedSum[...]";
    }
}
