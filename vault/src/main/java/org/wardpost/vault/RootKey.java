package org.wardpost.vault;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One version of the root key: it wraps working keys by AES-KW and does nothing else. Its key may be a handle into a token, whose
 * bytes never come out. Made by the providers of {@code org.wardpost.vault.provider}.
 */
public final class RootKey {
    private static final String AES_KW = "AES/KW/NoPadding";

    private final SecretKey key;
    private final Optional<Provider> provider;

    private RootKey(SecretKey key, Optional<Provider> provider) {
        this.key = key;
        this.provider = provider;
    }

    /** A fresh 256-bit key in software. */
    public static RootKey random() {
        return of(Entropy.bytes(32));
    }

    /**
     * A key in software; the array is zeroed.
     * @throws WrongRootKeyException if it has not 256 bits
     */
    public static RootKey of(byte[] bytes) {
        if (bytes.length != 32) {
            throw new WrongRootKeyException("A root key has 32 bytes, this one has " + bytes.length + ".");
        }
        var key = new SecretKeySpec(bytes, "AES");
        Aes.zero(bytes);
        return new RootKey(key, Optional.empty());
    }

    /** A key that lies in a token and works only through its JCE provider. */
    public static RootKey inToken(SecretKey key, Provider provider) {
        return new RootKey(key, Optional.of(provider));
    }

    /** Wraps a working key. */
    public WrappedKey wrap(WorkingKey working) {
        var bytes = working.bytes();
        try {
            var cipher = cipher();
            cipher.init(Cipher.WRAP_MODE, key);
            return WrappedKey.ofStored(cipher.wrap(new SecretKeySpec(bytes, "AES")));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new WrongRootKeyException("The root key's token does not wrap. Is it still there, and its PIN right?", e);
        } finally {
            Aes.zero(bytes);
        }
    }

    /**
     * Unwraps working key {@code version}.
     * @throws WrongRootKeyException if it was wrapped by another root key
     */
    public WorkingKey unwrap(WrappedKey wrapped, int version) {
        try {
            var cipher = cipher();
            cipher.init(Cipher.UNWRAP_MODE, key);
            var bytes = cipher.unwrap(wrapped.bytes(), "AES", Cipher.SECRET_KEY).getEncoded();
            if (bytes == null || bytes.length != 32) {
                throw new InvalidKeyException("The token keeps what it unwrapped");
            }
            return new WorkingKey(version, bytes);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new WrongRootKeyException(
                    "This root key did not make these data: working key " + version + " does not unwrap. Give the keys folder that"
                            + " belongs to the data folder.",
                    e);
        }
    }

    /**
     * The 32 bytes, for {@code key export-root} and for writing the provider's own file.
     * @throws WrongRootKeyException if the key lies in a token
     */
    public byte[] export() {
        var bytes = provider.isPresent() ? null : key.getEncoded();
        if (bytes == null) {
            throw new WrongRootKeyException("This root key lies in a token and cannot be exported.");
        }
        return bytes;
    }

    @Override
    public String toString() {
        return "RootKey[...]";
    }

    private Cipher cipher() throws GeneralSecurityException {
        return provider.isPresent() ? Cipher.getInstance(AES_KW, provider.get()) : Cipher.getInstance(AES_KW);
    }
}
