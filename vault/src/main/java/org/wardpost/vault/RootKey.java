package org.wardpost.vault;

import java.util.Optional;

/**
 * One version of the root key: it wraps working keys by AES-KW and does nothing else. It may lie in a token, whose key never comes
 * out. Made by the providers of {@code org.wardpost.vault.provider}.
 */
public final class RootKey implements AutoCloseable {
    /** A key that lies elsewhere and wraps there: AES-KW (RFC 3394) of 32 bytes to 40, and back. */
    public interface Token {
        /** @throws WrongRootKeyException if the token has gone or refuses */
        byte[] wrap(byte[] key);

        /** @throws WrongRootKeyException if the token has gone, or another key wrapped it */
        byte[] unwrap(byte[] wrapped);
    }

    private final Token token;
    private final Optional<SecretBytes> secret;

    private RootKey(Token token, Optional<SecretBytes> secret) {
        this.token = token;
        this.secret = secret;
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
        var secret = SecretBytes.of(bytes);
        return new RootKey(new Software(secret), Optional.of(secret));
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
        return secret.orElseThrow(
                        () -> new WrongRootKeyException("This root key lies in a token and cannot be exported."))
                .key(0);
    }

    /** Zeroes it; one in a token stays there. */
    @Override
    public void close() {
        secret.ifPresent(SecretBytes::close);
    }

    @Override
    public String toString() {
        return "RootKey[...]";
    }

    private static final class Software implements Token {
        private final SecretBytes secret;

        Software(SecretBytes secret) {
            this.secret = secret;
        }

        @Override
        public byte[] wrap(byte[] other) {
            var key = secret.key(0);
            try {
                return Aes.wrap(key, other);
            } finally {
                Aes.zero(key);
            }
        }

        @Override
        public byte[] unwrap(byte[] wrapped) {
            var key = secret.key(0);
            try {
                return Aes.unwrap(key, wrapped);
            } finally {
                Aes.zero(key);
            }
        }

        @Override
        public String toString() {
            return "Software[...]";
        }
    }
}
