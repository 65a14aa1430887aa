package org.wardpost.vault.provider;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.NavigableSet;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.wardpost.vault.RootKey;
import org.wardpost.vault.WorkingKey;
import org.wardpost.vault.WrappedKey;
import org.wardpost.vault.WrongRootKeyException;

/**
 * Root keys in a PKCS#12 file {@code root.p12}, entries {@code wardpost-root-N}, in a folder apart from the data. The file's
 * password is 256 random bits in a file {@code password} beside it, or a systemd credential {@code wardpost-keys-password}: the
 * JDK's 10,000 PBKDF2 rounds protect no human's password.
 */
public final class Pkcs12Provider implements RootKeyProvider {
    private static final String FILE = "root.p12";
    private static final String PASSWORD_FILE = "password";
    private static final String CREDENTIAL = "wardpost-keys-password";

    private final KeysFolder folder;
    private final char[] password;
    private final RootKeys keys = new RootKeys();

    private Pkcs12Provider(KeysFolder folder, char[] password) {
        this.folder = folder;
        this.password = password;
    }

    /**
     * Makes the folder (mode 0700), the password, unless a credential has it, and root key 1. Durable when this returns.
     * @throws WrongRootKeyException if there is a root key already, or the folder cannot be written
     */
    public static Pkcs12Provider create(Path keysFolder) {
        return create(keysFolder, 1);
    }

    /** The same with another number for the first root key: after the loss of those before. */
    public static Pkcs12Provider create(Path keysFolder, int version) {
        var folder = KeysFolder.make(keysFolder);
        if (folder.has(FILE)) {
            throw new WrongRootKeyException(
                    "There is a root key in " + keysFolder + " already. It is never overwritten.");
        }
        if (credential().isEmpty() && !folder.has(PASSWORD_FILE)) {
            var random = new byte[32];
            new SecureRandom().nextBytes(random);
            folder.write(PASSWORD_FILE, (HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.US_ASCII));
            Arrays.fill(random, (byte) 0);
        }
        var provider = new Pkcs12Provider(folder, password(folder));
        provider.keys.startAt(version);
        provider.createVersion();
        return provider;
    }

    /**
     * Opens what {@link #create} made.
     * @throws WrongRootKeyException if folder, file or password is missing, others may read them, or the password is wrong
     */
    public static Pkcs12Provider open(Path keysFolder) {
        var folder = KeysFolder.existing(keysFolder);
        var provider = new Pkcs12Provider(folder, password(folder));
        provider.load();
        provider.keys.current();
        return provider;
    }

    /** Whether {@link #create} ran in this folder. */
    public static boolean exists(Path keysFolder) {
        return java.nio.file.Files.exists(keysFolder.resolve(FILE));
    }

    @Override
    public String name() {
        return "pkcs12";
    }

    @Override
    public int currentVersion() {
        return keys.current();
    }

    @Override
    public NavigableSet<Integer> versions() {
        return keys.versions();
    }

    @Override
    public WrappedKey wrap(int rootVersion, WorkingKey working) {
        return root(rootVersion).wrap(working);
    }

    @Override
    public WorkingKey unwrap(int rootVersion, WrappedKey wrapped, int workingVersion) {
        return root(rootVersion).unwrap(wrapped, workingVersion);
    }

    @Override
    public synchronized int createVersion() {
        if (folder.has(FILE)) {
            load(); // another process may have made one
        }
        int version = keys.next();
        var fresh = RootKey.random();
        keys.put(version, fresh);
        try {
            store();
        } catch (RuntimeException e) {
            keys.remove(version);
            throw e;
        }
        return version;
    }

    @Override
    public byte[] export(int version) {
        return root(version).export();
    }

    @Override
    public synchronized void destroy(int version) {
        load();
        keys.checkDestroyable(version);
        var old = keys.get(version);
        keys.remove(version);
        try {
            store();
        } catch (RuntimeException e) {
            keys.put(version, old);
            throw e;
        }
        old.close();
    }

    @Override
    public void close() {
        keys.close();
        Arrays.fill(password, '\0');
    }

    @Override
    public String toString() {
        return "Pkcs12Provider" + keys.versions();
    }

    private RootKey root(int version) {
        if (!keys.has(version)) {
            load();
        }
        return keys.get(version);
    }

    private synchronized void load() {
        var file = folder.read(FILE);
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file), password);
            for (var alias : Collections.list(store.aliases())) {
                if (alias.startsWith(RootKeys.ALIAS) && store.getKey(alias, password) instanceof SecretKey key) {
                    keys.put(Integer.parseInt(alias.substring(RootKeys.ALIAS.length())), RootKey.of(key.getEncoded()));
                }
            }
        } catch (IOException | GeneralSecurityException | NumberFormatException e) {
            throw new WrongRootKeyException(
                    folder.path(FILE) + " does not open with the password in "
                            + credential().orElse(folder.path(PASSWORD_FILE))
                            + ". Both must come from the same installation and be whole.",
                    e);
        }
    }

    private void store() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            var protection = new KeyStore.PasswordProtection(password);
            for (int version : keys.versions()) {
                var bytes = keys.get(version).export();
                var entry = new KeyStore.SecretKeyEntry(new SecretKeySpec(bytes, "AES"));
                store.setEntry(RootKeys.ALIAS + version, entry, protection);
                Arrays.fill(bytes, (byte) 0);
            }
            var file = new ByteArrayOutputStream();
            store.store(file, password);
            folder.write(FILE, file.toByteArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new WrongRootKeyException("The root key file could not be made", e);
        }
    }

    private static char[] password(KeysFolder folder) {
        var bytes = credential().map(file -> KeysFolder.read(file, true)).orElseGet(() -> folder.read(PASSWORD_FILE));
        var text = new String(bytes, StandardCharsets.UTF_8).strip();
        Arrays.fill(bytes, (byte) 0);
        if (text.isEmpty()) {
            throw new WrongRootKeyException("The password of the root key file is empty.");
        }
        return text.toCharArray();
    }

    /** systemd's {@code LoadCredential=}: a file in a folder that only this service sees. */
    private static Optional<Path> credential() {
        return Optional.ofNullable(System.getenv("CREDENTIALS_DIRECTORY"))
                .map(directory -> Path.of(directory, CREDENTIAL))
                .filter(java.nio.file.Files::exists);
    }
}
