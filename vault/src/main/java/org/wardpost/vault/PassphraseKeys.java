package org.wardpost.vault;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Root keys under a passphrase by Argon2id: the content of the passphrase provider's file (docs/formats.md, "Passphrase file").
 * Not thread-safe.
 */
public final class PassphraseKeys implements AutoCloseable {
    private static final byte VERSION = 0x01;
    private static final int MOST_KEYS = 1000;
    private static final int WRAP = 0;
    private static final int MAC = 1;
    private static final byte[] NO_CONTEXT = {};

    private final Argon2Parameters parameters;
    private final byte[] salt;
    private final SecretBytes secret;
    private final TreeMap<Integer, byte[]> wrapped = new TreeMap<>();

    private PassphraseKeys(char[] passphrase, Argon2Parameters parameters, byte[] salt) {
        this.parameters = parameters;
        this.salt = salt;
        var utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        var bytes = Bytes.take(utf8, utf8.remaining());
        Arrays.fill(utf8.array(), (byte) 0);
        var uniform = SlotSecret.argon2id(bytes, parameters, salt);
        Aes.zero(bytes);
        this.secret = SecretBytes.of(
                Label.PASSPHRASE_WRAP.derive(uniform, NO_CONTEXT), Label.PASSPHRASE_MAC.derive(uniform, NO_CONTEXT));
        Aes.zero(uniform);
    }

    /** None yet, under a passphrase and a fresh salt; takes as long as Argon2id with 64 MiB does. */
    public static PassphraseKeys create(char[] passphrase) {
        return new PassphraseKeys(passphrase, Argon2Parameters.SEALED, Entropy.bytes(SlotSecret.SALT_LENGTH));
    }

    /**
     * What {@link #encoded} gave.
     * @throws WrongRootKeyException if the passphrase is wrong or the file was changed
     */
    public static PassphraseKeys open(char[] passphrase, byte[] file) {
        try {
            var from = ByteBuffer.wrap(file);
            if (from.get() != VERSION) {
                throw new WrongRootKeyException(
                        "The passphrase file is of an unknown format, version " + (file[0] & 0xff) + ".");
            }
            var parameters = new Argon2Parameters(from.getInt(), from.getInt(), from.getInt());
            var keys = new PassphraseKeys(passphrase, parameters, Bytes.take(from, SlotSecret.SALT_LENGTH));
            keys.read(from);
            return keys;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new WrongRootKeyException("The passphrase file is damaged. Put it back from a copy.", e);
        }
    }

    /** The file. */
    public byte[] encoded() {
        var body = Bytes.of(1 + 12 + SlotSecret.SALT_LENGTH + 4 + wrapped.size() * (4 + WrappedKey.LENGTH))
                .octet(VERSION)
                .int32(parameters.memoryKib())
                .int32(parameters.passes())
                .int32(parameters.lanes())
                .raw(salt)
                .int32(wrapped.size());
        wrapped.forEach((version, key) -> body.int32(version).raw(key));
        var bytes = body.done();
        return Bytes.join(bytes, mac(bytes));
    }

    /** Versions in it, ascending. */
    public NavigableSet<Integer> versions() {
        return new TreeSet<>(wrapped.keySet());
    }

    /** Adds a version. */
    public void put(int version, RootKey key) {
        var wrapping = secret.key(WRAP);
        var bytes = key.export();
        wrapped.put(version, Aes.wrap(wrapping, bytes));
        Aes.zero(bytes);
        Aes.zero(wrapping);
    }

    /**
     * One version.
     * @throws WrongRootKeyException if it is not here
     */
    public RootKey get(int version) {
        var key = wrapped.get(version);
        if (key == null) {
            throw new WrongRootKeyException("Root key " + version + " is not in the passphrase file.");
        }
        var wrapping = secret.key(WRAP);
        try {
            return RootKey.of(Aes.unwrap(wrapping, key));
        } finally {
            Aes.zero(wrapping);
        }
    }

    /** Removes a version. */
    public void remove(int version) {
        wrapped.remove(version);
    }

    @Override
    public void close() {
        secret.close();
    }

    @Override
    public String toString() {
        return "PassphraseKeys" + wrapped.keySet();
    }

    private void read(ByteBuffer from) {
        int count = from.getInt();
        if (count < 0 || count > MOST_KEYS) {
            throw new IllegalArgumentException("Too many keys");
        }
        for (int i = 0; i < count; i++) {
            wrapped.put(from.getInt(), Bytes.take(from, WrappedKey.LENGTH));
        }
        var body = Arrays.copyOf(from.array(), from.position());
        if (from.remaining() != Hmac.LENGTH || !MessageDigest.isEqual(mac(body), Bytes.take(from, Hmac.LENGTH))) {
            throw new WrongRootKeyException("The passphrase is wrong, or the passphrase file was changed.");
        }
    }

    private byte[] mac(byte[] body) {
        var key = secret.key(MAC);
        try {
            return Hmac.of(key, body);
        } finally {
            Aes.zero(key);
        }
    }
}
