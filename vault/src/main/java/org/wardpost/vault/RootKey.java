package org.wardpost.vault;

import java.util.Optional;

/**
 * One version of the root key: it wraps working keys by AES-KW and does nothing else. It may lie in a token, whose key never comes
 * out. Made by the providers of {@code org.wardpost.vault.provider}.
 */
public final class RootKey {
    /** A key that lies elsewhere and wraps there: AES-KW (RFC 3394) of 32 bytes to 40, and back. */
    public interface Token {
        /** @throws WrongRootKeyException if the token has gone or refuses */
        byte[] wrap(byte[] key);

        /** @throws WrongRootKeyException if the token has gone, or another key wrapped it */
        byte[] unwrap(byte[] wrapped);
    }

    private final Token token;
    private final Optional<byte[]> bytes;

    private RootKey(Token token, Optional<byte[]> bytes) {
        this.token = token;
        this.bytes = bytes;
    }

    /** A fresh 256-bit key in software. */
    public static RootKey random() {
        return of(Entropy.bytes(32));
    }

    /**
     * A key in software; takes the array over.
     * @throws WrongRootKeyException if it has not 256 bits
     */
    public static RootKey of(byte[] bytes) {
        if (bytes.length != 32) {
            throw new WrongRootKeyException("A root key has 32 bytes, this one has " + bytes.length + ".");
        }
        return new RootKey(new Software(bytes), Optional.of(bytes));
    }

    /** A key that works only where it lies. */
    public static RootKey inToken(Token token) {
        return new RootKey(token, Optional.empty());
    }

    /** Wraps a working key. */
    public WrappedKey wrap(WorkingKey working) {
        var key = working.bytes();
        try {
            return WrappedKey.ofStored(token.wrap(key));
        } finally {
            Aes.zero(key);
        }
    }

    /**
     * Unwraps working key {@code version}.
     * @throws WrongRootKeyException if it was wrapped by another root key
     */
    public WorkingKey unwrap(WrappedKey wrapped, int version) {
        try {
            return new WorkingKey(version, token.unwrap(wrapped.bytes()));
        } catch (TamperedException e) {
            throw new WrongRootKeyException(
                    "This root key did not make these data: working key " + version
                            + " does not unwrap. Give the keys folder that" + " belongs to the data folder.",
                    e);
        }
    }

    /**
     * The 32 bytes, for {@code key export-root} and for the provider's own file.
     * @throws WrongRootKeyException if the key lies in a token
     */
    public byte[] export() {
        return bytes.orElseThrow(
                        () -> new WrongRootKeyException("This root key lies in a token and cannot be exported."))
                .clone();
    }

    @Override
    public String toString() {
        return "RootKey[...]";
    }

    private record Software(byte[] key) implements Token {
        @Override
        public byte[] wrap(byte[] other) {
            return Aes.wrap(key, other);
        }

        @Override
        public byte[] unwrap(byte[] wrapped) {
            return Aes.unwrap(key, wrapped);
        }

        @Override
        public String toString() {
            return "Software[...]";
        }
    }
}
