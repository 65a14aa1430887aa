package org.wardpost.vault;

import java.util.Arrays;
import java.util.UUID;

/**
 * What grants of collection keys and of accounts' seeds have in common (docs/formats.md, "Grants"): suite, context, granter, holder, 32
 * bytes by HPKE, and the granter's signature over all of it. Labels and contexts differ, so none passes for one of another kind.
 */
enum GrantForm {
    COLLECTION("A grant", Label.GRANT, Label.GRANT_SIGNATURE, WrapContext.LENGTH),
    ACCOUNT("An account grant", Label.SEED_GRANT, Label.SEED_GRANT_SIGNATURE, AccountContext.LENGTH);

    static final byte SUITE = 0x01;
    private static final int SEALED = Hpke.OVERHEAD + 32;

    private final String name;
    private final Label label;
    private final Label signatureLabel;
    private final int signed;

    GrantForm(String name, Label label, Label signatureLabel, int contextLength) {
        this.name = name;
        this.label = label;
        this.signatureLabel = signatureLabel;
        this.signed = 1 + contextLength + 16 + 16 + SEALED;
    }

    /** Bytes of a whole grant. */
    int length() {
        return signed + 64;
    }

    /** @throws TamperedException or UnknownKeyException if stored bytes cannot be one */
    void check(byte[] stored) {
        if (stored.length > 0 && stored[0] != SUITE) {
            throw new UnknownKeyException(name + " is sealed by an unknown suite, " + (stored[0] & 0xff));
        }
        if (stored.length != length()) {
            throw new TamperedException(name + " has " + length() + " bytes, not " + stored.length);
        }
    }

    /** Seals 32 bytes to a holder and signs. */
    byte[] make(byte[] context, UUID granter, UUID holder, AccountPublicKey to, byte[] plain, byte[] signingSeed) {
        var head = Bytes.of(signed - SEALED)
                .octet(SUITE)
                .raw(context)
                .id(granter)
                .id(holder)
                .done();
        var all = Bytes.join(head, Hpke.seal(to.x25519(), Bytes.join(label.bytes(), head), plain));
        return Bytes.join(all, Curves.sign(signingSeed, Bytes.join(signatureLabel.bytes(), all)));
    }

    /**
     * Checks the signature, then opens.
     * @param what names the collection or account in the exception
     * @throws TamperedException if the granter did not sign it, or if it was sealed to another key
     */
    byte[] open(byte[] grant, AccountPublicKey granter, byte[] privateKey, UUID what) {
        var all = Arrays.copyOf(grant, signed);
        var signature = Arrays.copyOfRange(grant, signed, length());
        if (!Curves.verify(granter.ed25519(), Bytes.join(signatureLabel.bytes(), all), signature)) {
            throw new TamperedException(what, name + " was not signed by its granter");
        }
        var head = Arrays.copyOf(all, signed - SEALED);
        return Hpke.open(privateKey, Bytes.join(label.bytes(), head), Arrays.copyOfRange(all, head.length, signed));
    }
}
