package org.wardpost.vault;

import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/** HPKE (RFC 9180) in base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The JDK has none in version 25. */
final class Hpke {
    /** Bytes of the encapsulated key that leads what {@link #seal} gives. */
    static final int ENCAPSULATED = 32;
    /** How much longer than the plaintext it is. */
    static final int OVERHEAD = ENCAPSULATED + Aes.TAG;

    private static final byte[] NO_ASSOCIATED_DATA = {};

    private Hpke() {}

    /** Encapsulated key, then ciphertext. */
    static byte[] seal(byte[] receiver, byte[] info, byte[] plain) {
        return seal(receiver, info, plain, suite().generatePrivateKey());
    }

    /** With a given ephemeral key: for known-answer tests. */
    static byte[] seal(byte[] receiver, byte[] info, byte[] plain, AsymmetricCipherKeyPair ephemeral) {
        try {
            var sender = suite().setupBaseS(new X25519PublicKeyParameters(receiver), info, ephemeral);
            return Bytes.join(sender.getEncapsulation(), sender.seal(NO_ASSOCIATED_DATA, plain));
        } catch (InvalidCipherTextException | RuntimeException _) {
            throw new TamperedException("A public key is not one that can be sealed to");
        }
    }

    /** @throws TamperedException if it was sealed to another key or for another place, or was changed */
    static byte[] open(byte[] receiverPrivate, byte[] info, byte[] sealed) {
        try {
            var enc = java.util.Arrays.copyOf(sealed, ENCAPSULATED);
            var receiver = suite().setupBaseR(enc, pair(receiverPrivate), info);
            return receiver.open(NO_ASSOCIATED_DATA, java.util.Arrays.copyOfRange(sealed, ENCAPSULATED, sealed.length));
        } catch (InvalidCipherTextException | RuntimeException _) {
            throw new TamperedException("A sealed key was made for another holder or was changed");
        }
    }

    static AsymmetricCipherKeyPair pair(byte[] privateKey) {
        var parameters = new X25519PrivateKeyParameters(privateKey);
        return new AsymmetricCipherKeyPair(parameters.generatePublicKey(), parameters);
    }

    static HPKE suite() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }
}
