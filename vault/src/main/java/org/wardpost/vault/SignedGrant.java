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
    static final byte SUITE = 0x01;
    private static final int SIGNED = 1 + WrapContext.LENGTH + 16 + 16 + Hpke.OVERHEAD + 32;

    /** Bytes of a grant. */
    public static final int LENGTH = SIGNED + 64;

    /**
     * What was read back from the store; its signature is checked when it is opened.
     * @throws TamperedException if it is no grant
     * @throws UnknownKeyException if its suite is unknown
     */
    public static SignedGrant ofStored(byte[] stored) {
        if (stored.length > 0 && stored[0] != SUITE) {
            throw new UnknownKeyException("A grant is sealed by an unknown suite, " + (stored[0] & 0xff));
        }
        if (stored.length != LENGTH) {
            throw new TamperedException("A grant has " + LENGTH + " bytes, not " + stored.length);
        }
        try {
            var from = ByteBuffer.wrap(stored).position(1);
            var context = WrapContext.read(from);
            return new SignedGrant(context, Bytes.id(from), Bytes.id(from), stored);
        } catch (IllegalArgumentException e) {
            throw new TamperedException("A grant names no collection");
        }
    }

    static SignedGrant make(WrapContext context, UUID granter, UUID holder, byte[] sealed, byte[] signingSeed) {
        var signed = Bytes.join(head(context, granter, holder), sealed);
        var signature = Curves.sign(signingSeed, Bytes.join(Label.GRANT_SIGNATURE.bytes(), signed));
        return new SignedGrant(context, granter, holder, Bytes.join(signed, signature));
    }

    /** What HPKE binds: the label and everything that stands before the sealed key. */
    static byte[] info(WrapContext context, UUID granter, UUID holder) {
        return Bytes.join(Label.GRANT.bytes(), head(context, granter, holder));
    }

    /** @throws TamperedException if the granter did not sign it */
    byte[] checkedKey(AccountPublicKey by) {
        var signed = java.util.Arrays.copyOf(bytes, SIGNED);
        var signature = java.util.Arrays.copyOfRange(bytes, SIGNED, LENGTH);
        if (!Curves.verify(by.ed25519(), Bytes.join(Label.GRANT_SIGNATURE.bytes(), signed), signature)) {
            throw new TamperedException(context.collection(), "A grant was not signed by its granter");
        }
        return java.util.Arrays.copyOfRange(bytes, SIGNED - Hpke.OVERHEAD - 32, SIGNED);
    }

    @Override
    public String toString() {
        return "SignedGrant[" + context + ", " + holder + "]";
    }

    private static byte[] head(WrapContext context, UUID granter, UUID holder) {
        return Bytes.of(1 + WrapContext.LENGTH + 32)
                .octet(SUITE)
                .raw(context.encoded())
                .id(granter)
                .id(holder)
                .done();
    }
}
