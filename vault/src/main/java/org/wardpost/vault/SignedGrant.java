package org.wardpost.vault;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A collection key sealed to a holder by HPKE and signed by the granter (docs/formats.md, "Grants").
 * @param context the collection and epoch
 * @param granter account that signed
 * @param holder account that can open it
 * @param bytes as they are stored
 */
public record SignedGrant(WrapContext context, UUID granter, UUID holder, byte[] bytes) {
    /** Bytes of a grant. */
    public static final int LENGTH = GrantForm.COLLECTION.length();

    /**
     * What was read back from the store; its signature is checked when it is opened.
     * @throws TamperedException if it is no grant
     * @throws UnknownKeyException if its suite is unknown
     */
    public static SignedGrant ofStored(byte[] stored) {
        GrantForm.COLLECTION.check(stored);
        try {
            var from = ByteBuffer.wrap(stored).position(1);
            return new SignedGrant(WrapContext.read(from), Bytes.id(from), Bytes.id(from), stored);
        } catch (IllegalArgumentException e) {
            throw new TamperedException("A grant names no collection");
        }
    }

    @Override
    public String toString() {
        return "SignedGrant[" + context + ", " + holder + "]";
    }
}
