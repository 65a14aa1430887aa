package org.wardpost.vault;

import java.util.Arrays;

/**
 * The authentication code of one row. Sixteen bytes of it are stored; the whole goes into the collection's digest, never the
 * stored half: whoever sees stored ones could find other rows with the same sum.
 */
public final class RowMac {
    /** Bytes that are stored. */
    public static final int STORED_LENGTH = 16;

    private final byte[] whole;

    RowMac(byte[] whole) {
        this.whole = whole;
    }

    /** The 16 bytes for the row's column. */
    public byte[] stored() {
        return Arrays.copyOf(whole, STORED_LENGTH);
    }

    /** All 32 bytes, for {@link CollectionDigest}; they are never written anywhere. */
    public byte[] whole() {
        return whole;
    }

    @Override
    public String toString() {
        return "RowMac[...]";
    }
}
