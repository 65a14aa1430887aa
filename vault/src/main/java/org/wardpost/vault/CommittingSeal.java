package org.wardpost.vault;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The seal of docs/formats.md, "The seal": AES-256-GCM under a key that is derived for this one ciphertext, with a commitment, so
 * that a ciphertext has one key and one context only.
 */
final class CommittingSeal {
    static final byte ONE_SHOT = 0x01;
    static final byte SEGMENTED = 0x02;
    static final int SALT = 16;
    static final int COMMITMENT = 32;
    static final int HEADER = 1 + SALT + COMMITMENT;
    /** Padded bytes of one segment. A one shot has fewer, so the first of several segments never passes for one. */
    static final int SEGMENT = 64 * 1024;

    static final int SEALED_SEGMENT = SEGMENT + Aes.TAG;

    private static final byte[] ZERO_NONCE = new byte[12];

    private CommittingSeal() {}

    /** The key of one ciphertext and the commitment to it. */
    record Derived(SecretKey key, byte[] commitment) {
        @Override
        public String toString() {
            return "Derived[...]";
        }
    }

    static Derived derive(byte[] key, byte[] salt, byte[] context) {
        var both = Hmac.expand(key, 32 + COMMITMENT, Label.SEAL.bytes(), salt, context);
        var derived = new Derived(new SecretKeySpec(both, 0, 32, "AES"), Arrays.copyOfRange(both, 32, 64));
        Aes.zero(both);
        return derived;
    }

    static byte[] seal(byte[] key, byte[] plain, byte[] context, int granularity) {
        return seal(key, plain, context, granularity, Entropy.bytes(SALT));
    }

    /** With a given salt: for known-answer tests, and for callers that drew it together with the key. */
    static byte[] seal(byte[] key, byte[] plain, byte[] context, int granularity, byte[] salt) {
        long padded = Padding.padded(plain.length, granularity);
        if (padded >= SEGMENT) {
            return Segments.seal(key, plain, context, granularity, salt);
        }
        var derived = derive(key, salt, context);
        var sealed = new byte[HEADER + (int) padded + Aes.TAG];
        header(ONE_SHOT, salt, derived.commitment(), sealed);
        Aes.seal(
                derived.key(),
                ZERO_NONCE,
                plain,
                0,
                plain.length,
                Padding.of(plain.length, granularity),
                sealed,
                HEADER);
        return sealed;
    }

    /** @throws TamperedException if one bit of key, context or ciphertext differs */
    static byte[] open(byte[] key, byte[] sealed, byte[] context, UUID what) {
        checkHeader(sealed);
        try {
            if (sealed[0] == SEGMENTED) {
                return Segments.open(key, sealed, context);
            }
            var derived = checked(key, sealed, context);
            int length = sealed.length - HEADER;
            if (length - Aes.TAG >= SEGMENT) {
                throw new TamperedException("A one-shot seal is too long");
            }
            var padded = Aes.open(derived.key(), ZERO_NONCE, sealed, HEADER, length);
            return unpadded(padded);
        } catch (TamperedException e) {
            throw e.object().isPresent() ? e : new TamperedException(what, String.valueOf(e.getMessage()));
        }
    }

    /** Compares the commitment, in constant time and before anything is decrypted. */
    static Derived checked(byte[] key, byte[] header, byte[] context) {
        var derived = derive(key, Arrays.copyOfRange(header, 1, 1 + SALT), context);
        if (!MessageDigest.isEqual(derived.commitment(), Arrays.copyOfRange(header, 1 + SALT, HEADER))) {
            throw new TamperedException("Sealed under another key or in another place");
        }
        return derived;
    }

    static void checkHeader(byte[] sealed) {
        if (sealed.length > 0 && sealed[0] != ONE_SHOT && sealed[0] != SEGMENTED) {
            throw new UnknownKeyException("Sealed by an unknown format, version " + (sealed[0] & 0xff));
        }
        if (sealed.length <= HEADER + Aes.TAG) {
            throw new TamperedException("Sealed bytes end too early");
        }
    }

    static void header(byte version, byte[] salt, byte[] commitment, byte[] out) {
        out[0] = version;
        System.arraycopy(salt, 0, out, 1, SALT);
        System.arraycopy(commitment, 0, out, 1 + SALT, COMMITMENT);
    }

    private static byte[] unpadded(byte[] padded) {
        int mark = Padding.mark(padded, padded.length);
        if (mark < 0) {
            throw new TamperedException("Sealed bytes have no padding");
        }
        var plain = Arrays.copyOf(padded, mark);
        Aes.zero(padded);
        return plain;
    }
}
