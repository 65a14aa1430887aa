package org.wardpost.vault;

import java.util.Arrays;
import java.util.HexFormat;

/** A keyed look-up tag: the first 16 bytes of an HMAC-SHA-256. Two are equal if value, field and scope are. */
public final class LookupTag {
    /** Bytes of a tag. */
    public static final int LENGTH = 16;

    private final byte[] bytes;

    LookupTag(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * What was read back from the store.
     * @throws TamperedException if it has not 16 bytes
     */
    public static LookupTag ofStored(byte[] stored) {
        if (stored.length != LENGTH) {
            throw new TamperedException("A look-up tag has 16 bytes, not " + stored.length);
        }
        return new LookupTag(stored);
    }

    /** The bytes as they are stored; not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LookupTag that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Hexadecimal: a tag is clear in the database, and tells nothing without its key. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
