package org.wardpost.vault;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The authentication code of one row. Sixteen bytes of it are stored; the whole goes into the collection's digest, never the
 * stored half: whoever sees stored ones could find other rows with the same sum.
 */
public final class RowMac {
    /** Bytes that are stored. */
    public static final int STORED_LENGTH = 16;

    private final byte[] whole;
    private final @Nullable CollectionKey by;

    RowMac(byte[] whole) {
        this(whole, null);
    }

    /** @param by the key that made it, whose digest key makes its term of a sum: rows of two epochs may lie in one collection */
    RowMac(byte[] whole, @Nullable CollectionKey by) {
        this.whole = whole;
        this.by = by;
    }

    @Nullable
    CollectionKey by() {
        return by;
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
