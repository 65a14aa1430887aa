package org.wardpost.vault;

/** A day's Ed25519 key of an audit chain. Its private half is stored only under account 0's seal, and deleted after its day. */
public final class SigningKey implements AutoCloseable {
    private final SecretBytes seed;
    private final byte[] publicKey;

    private SigningKey(byte[] seed) {
        this.publicKey = Curves.ed25519Public(seed);
        this.seed = SecretBytes.of(seed);
    }

    /** A fresh key. */
    public static SigningKey random() {
        return new SigningKey(Entropy.bytes(32));
    }

    /**
     * What {@link #seal} gave.
     * @throws TamperedException if it was sealed by another account or in another place, or changed
     */
    public static SigningKey open(AccountKey by, ObjectContext context, SealedBytes sealed) {
        return new SigningKey(by.openRecord(sealed, context));
    }

    /** Its private half, sealed by an account. */
    public SealedBytes seal(AccountKey by, ObjectContext context) {
        var bytes = seed.key(0);
        try {
            return by.sealRecord(bytes, context);
        } finally {
            Aes.zero(bytes);
        }
    }

    /** Its public half, 32 bytes. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** An Ed25519 signature (RFC 8032), 64 bytes. */
    public byte[] sign(byte[] message) {
        var bytes = seed.key(0);
        try {
            return Curves.sign(bytes, message);
        } finally {
            Aes.zero(bytes);
        }
    }

    /** Whether the private half of {@code publicKey} signed {@code message}. */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        return Curves.verify(publicKey, message, signature);
    }

    @Override
    public void close() {
        seed.close();
    }

    @Override
    public String toString() {
        return "SigningKey[...]";
    }
}
