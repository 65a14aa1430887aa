package org.wardpost.vault;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters.Builder;

/**
 * What an owner's password, device password or recovery code comes to: a verifier and the private key of the slot, by two HKDF
 * labels, so that one Argon2 run gives both.
 */
public final class SlotSecret implements AutoCloseable {
    /** Bytes of an Argon2 salt. */
    public static final int SALT_LENGTH = 16;
    /** Bytes of a random secret: device passwords and codes. */
    public static final int RANDOM_LENGTH = 16;

    private static final byte[] NO_CONTEXT = {};

    private final Optional<Argon2Parameters> parameters;
    private final byte[] salt;
    private final byte[] verifier;
    private final byte[] privateKey;

    private SlotSecret(Optional<Argon2Parameters> parameters, byte[] salt, byte[] uniform) {
        this.parameters = parameters;
        this.salt = salt;
        this.verifier = Label.SLOT_VERIFIER.derive(uniform, NO_CONTEXT);
        this.privateKey = Label.SLOT_X25519.derive(uniform, NO_CONTEXT);
        Aes.zero(uniform);
    }

    /**
     * By Argon2id (RFC 9106). Slow and memory-hungry on purpose: the caller bounds how many run at once.
     * @param password as typed; its UTF-8 is hashed. Not zeroed here
     * @param salt 16 random bytes of this slot
     */
    public static SlotSecret ofPassword(char[] password, Argon2Parameters parameters, byte[] salt) {
        var encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        var utf8 = new byte[encoded.remaining()];
        encoded.get(utf8);
        Arrays.fill(encoded.array(), (byte) 0);
        try {
            return ofPassword(utf8, parameters, salt);
        } finally {
            Aes.zero(utf8);
        }
    }

    /** The same for a password that is UTF-8 already. */
    public static SlotSecret ofPassword(byte[] utf8, Argon2Parameters parameters, byte[] salt) {
        if (salt.length != SALT_LENGTH) {
            throw new IllegalArgumentException("An Argon2 salt has 16 bytes");
        }
        return new SlotSecret(Optional.of(parameters), salt.clone(), argon2id(utf8, parameters, salt));
    }

    /**
     * Of 128 random bits: HKDF-SHA-256 salted by the slot's id, no Argon2.
     * @throws IllegalArgumentException if the secret has not 16 bytes
     */
    public static SlotSecret ofRandom(byte[] secret, UUID slot) {
        if (secret.length != RANDOM_LENGTH) {
            throw new IllegalArgumentException("A random slot secret has 16 bytes");
        }
        return new SlotSecret(Optional.empty(), new byte[SALT_LENGTH], Hmac.extract(Ids.bytes(slot), secret));
    }

    /** Sixteen fresh bytes: a salt, or a random secret. */
    public static byte[] random() {
        return Entropy.bytes(RANDOM_LENGTH);
    }

    /** 32 bytes that tell whether the secret is right and nothing else; sealed under W in the slot. */
    public byte[] verifier() {
        return verifier.clone();
    }

    /** Whether the slot was made with this secret, in constant time. */
    public boolean matches(byte[] storedVerifier) {
        return MessageDigest.isEqual(verifier, storedVerifier);
    }

    byte[] privateKey() {
        return privateKey;
    }

    byte[] publicKey() {
        return Curves.x25519Public(privateKey);
    }

    /** How it was hashed, 29 bytes of a slot's outer layer: 1 or 2, memory, passes, lanes, salt. */
    byte[] hashing() {
        var to = ByteBuffer.allocate(SealedSlot.HASHING);
        to.put((byte) (parameters.isPresent() ? 1 : 2));
        parameters.ifPresent(p -> to.putInt(p.memoryKib()).putInt(p.passes()).putInt(p.lanes()));
        return parameters.isPresent() ? to.put(salt).array() : to.array();
    }

    static byte[] argon2id(byte[] password, Argon2Parameters parameters, byte[] salt) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Builder(org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
                .withVersion(org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(parameters.memoryKib())
                .withIterations(parameters.passes())
                .withParallelism(parameters.lanes())
                .withSalt(salt)
                .build());
        var tag = new byte[32];
        generator.generateBytes(password, tag);
        return tag;
    }

    @Override
    public void close() {
        Aes.zero(verifier);
        Aes.zero(privateKey);
    }

    @Override
    public String toString() {
        return "SlotSecret[...]";
    }
}
