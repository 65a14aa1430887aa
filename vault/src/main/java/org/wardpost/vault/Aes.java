package org.wardpost.vault;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM and AES-KW by the JDK. */
final class Aes {
    static final int TAG = 16;
    private static final byte[] NOTHING = {};
    private static final EnginePool<Cipher> GCM = new EnginePool<>(() -> engine("AES/GCM/NoPadding"));
    private static final EnginePool<Cipher> KW = new EnginePool<>(() -> engine("AES/KW/NoPadding"));

    private Aes() {}

    /** Seals {@code plain} and, right behind it, {@code tail} into {@code out} from {@code at}; the tag follows them. */
    static void seal(SecretKey key, byte[] nonce, byte[] plain, int from, int length, byte[] tail, byte[] out, int at) {
        var cipher = GCM.borrow();
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, nonce));
            int done = tail.length == 0 ? 0 : cipher.update(plain, from, length, out, at);
            if (tail.length == 0) {
                cipher.doFinal(plain, from, length, out, at);
            } else {
                cipher.doFinal(tail, 0, tail.length, out, at + done);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to seal", e);
        } finally {
            GCM.giveBack(cipher);
        }
    }

    /** @throws TamperedException if the tag does not fit */
    static byte[] open(SecretKey key, byte[] nonce, byte[] sealed, int from, int length) {
        var cipher = GCM.borrow();
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, nonce));
            return cipher.doFinal(sealed, from, length);
        } catch (AEADBadTagException _) {
            throw new TamperedException("Sealed bytes were changed");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to open", e);
        } finally {
            GCM.giveBack(cipher);
        }
    }

    static byte[] wrap(byte[] wrappingKey, byte[] key) {
        var cipher = KW.borrow();
        try {
            cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(wrappingKey, "AES"));
            return cipher.wrap(new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-KW refused to wrap", e);
        } finally {
            KW.giveBack(cipher);
        }
    }

    /** @throws TamperedException if the wrapping key is another one, or a bit was changed */
    static byte[] unwrap(byte[] wrappingKey, byte[] wrapped) {
        var cipher = KW.borrow();
        try {
            cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(wrappingKey, "AES"));
            return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
        } catch (InvalidKeyException _) {
            throw new TamperedException("A wrapped key does not unwrap");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-KW refused to unwrap", e);
        } finally {
            KW.giveBack(cipher);
        }
    }

    static byte[] nothing() {
        return NOTHING;
    }

    static void zero(byte[] secret) {
        Arrays.fill(secret, (byte) 0);
    }

    private static Cipher engine(String name) {
        try {
            return Cipher.getInstance(name);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + name, e);
        }
    }
}
