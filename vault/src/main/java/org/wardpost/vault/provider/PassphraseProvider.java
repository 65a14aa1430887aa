package org.wardpost.vault.provider;

import java.nio.file.Path;
import java.util.NavigableSet;
import org.wardpost.vault.PassphraseKeys;
import org.wardpost.vault.RootKey;
import org.wardpost.vault.WorkingKey;
import org.wardpost.vault.WrappedKey;
import org.wardpost.vault.WrongRootKeyException;

/**
 * Root keys under an operator's passphrase, by Argon2id with 64 MiB, in a file {@code root.passphrase}. The server does not
 * restart alone: somebody types the passphrase ({@code wardpost unlock}).
 */
public final class PassphraseProvider implements RootKeyProvider {
    /** Fewer characters than this are refused: the file may be stolen and guessed at. */
    public static final int LEAST_LENGTH = 12;

    private static final String FILE = "root.passphrase";

    private final KeysFolder folder;
    private final PassphraseKeys file;
    private final RootKeys keys = new RootKeys();

    private PassphraseProvider(KeysFolder folder, PassphraseKeys file) {
        this.folder = folder;
        this.file = file;
        file.versions().forEach(version -> keys.put(version, file.get(version)));
    }

    /**
     * Makes the folder (mode 0700) and root key 1 under the passphrase. Durable when this returns.
     * @param passphrase not zeroed here
     * @throws WrongRootKeyException if there is a root key already, the passphrase is short, or the folder cannot be written
     */
    public static PassphraseProvider create(Path keysFolder, char[] passphrase) {
        return create(keysFolder, passphrase, 1);
    }

    /** The same with another number for the first root key: after the loss of those before. */
    public static PassphraseProvider create(Path keysFolder, char[] passphrase, int version) {
        var folder = KeysFolder.make(keysFolder);
        if (folder.has(FILE)) {
            throw new WrongRootKeyException(
                    "There is a root key in " + keysFolder + " already. It is never overwritten.");
        }
        if (passphrase.length < LEAST_LENGTH) {
            throw new WrongRootKeyException(
                    "A passphrase has at least " + LEAST_LENGTH + " characters; six random words are good.");
        }
        var provider = new PassphraseProvider(folder, PassphraseKeys.create(passphrase));
        provider.keys.startAt(version);
        provider.createVersion();
        return provider;
    }

    /**
     * Opens what {@link #create} made; takes a moment on purpose.
     * @throws WrongRootKeyException if the passphrase is wrong, or the file is missing, changed, or others may read it
     */
    public static PassphraseProvider open(Path keysFolder, char[] passphrase) {
        var folder = KeysFolder.existing(keysFolder);
        return new PassphraseProvider(folder, PassphraseKeys.open(passphrase, folder.read(FILE)));
    }

    /** Whether {@link #create} ran in this folder. */
    public static boolean exists(Path keysFolder) {
        return java.nio.file.Files.exists(keysFolder.resolve(FILE));
    }

    @Override
    public String name() {
        return "passphrase";
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
        return keys.get(rootVersion).wrap(working);
    }

    @Override
    public WorkingKey unwrap(int rootVersion, WrappedKey wrapped, int workingVersion) {
        return keys.get(rootVersion).unwrap(wrapped, workingVersion);
    }

    @Override
    public synchronized int createVersion() {
        int version = keys.next();
        var fresh = RootKey.random();
        file.put(version, fresh);
        try {
            folder.write(FILE, file.encoded());
        } catch (RuntimeException e) {
            file.remove(version);
            throw e;
        }
        keys.put(version, fresh);
        return version;
    }

    @Override
    public byte[] export(int version) {
        return keys.get(version).export();
    }

    @Override
    public synchronized void destroy(int version) {
        keys.checkDestroyable(version);
        var old = keys.get(version);
        file.remove(version);
        try {
            folder.write(FILE, file.encoded());
        } catch (RuntimeException e) {
            file.put(version, old);
            throw e;
        }
        keys.remove(version);
        old.close();
    }

    @Override
    public void close() {
        keys.close();
        file.close();
    }

    @Override
    public String toString() {
        return "PassphraseProvider" + keys.versions();
    }
}
