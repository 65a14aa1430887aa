package org.wardpost.app;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.wardpost.app.settings.Settings;

/** Looks at the two folders before anything is opened, so that what is wrong with them is said before anything is changed. */
public final class FolderCheck {
    private static final long LEAST_ROOM = 32L << 20;
    private final Path data;
    private final Path keys;

    public FolderCheck(Path data, Path keys) {
        this.data = data;
        this.keys = keys;
    }

    /** True: neither folder has anything in it yet, so a new installation may be made. A token keeps its key elsewhere. */
    public boolean isNew(Settings.Provider provider) {
        return isEmpty(data) && (isEmpty(keys) || provider == Settings.Provider.PKCS11);
    }

    /** @throws StartException if one of the two is missing, open to others, or cannot be written */
    public void existing(Settings.Provider provider) {
        if (isEmpty(data)) {
            throw new StartException(
                    "There are keys in " + keys + ", but the data folder " + data
                            + " is empty: give the data folder that belongs to them (--data), or an empty key folder for a new start.");
        }
        if (isEmpty(keys) && provider != Settings.Provider.PKCS11) {
            throw new StartException("There are data in " + data + ", but the key folder " + keys
                    + " is missing or empty: give the one that belongs to them (--keys). No new key is made, for it could not open them."
                    + " If it is lost: wardpost key recover, with shares of the recovery authority.");
        }
        refuseOpenToOthers(data);
        refuseOpenToOthers(keys);
        if (!Files.isWritable(data)) {
            throw new StartException("The data folder " + data + " cannot be written by "
                    + System.getProperty("user.name") + ": run this as the user that it belongs to.");
        }
        refuseFull();
    }

    /** For a restore. @throws StartException if there are data already or no keys */
    public void restorable(Settings.Provider provider) {
        if (!isEmpty(data)) {
            throw notEmpty();
        }
        if (isEmpty(keys) && provider != Settings.Provider.PKCS11) {
            throw new StartException(
                    "The key folder " + keys
                            + " is missing or empty: give the one that belongs to the backup (--keys). Without it nothing in it opens.");
        }
        make();
    }

    /**
     * For a recovery by shares.
     * @param rootKeyIsThere in the key folder
     * @throws StartException if there are no data, or a root key that might be theirs
     */
    public void recoverable(boolean rootKeyIsThere) {
        if (isEmpty(data)) {
            throw new StartException(
                    "There are no data in " + data
                            + ": name the data folder (--data). To restore a backup by shares: wardpost restore DIR --share FILE ...");
        }
        refuseRootKey(rootKeyIsThere);
        refuseOpenToOthers(data);
        refuseFull();
    }

    /** The same for a backup. */
    public void restorableByShares(boolean rootKeyIsThere) {
        if (!isEmpty(data)) {
            throw notEmpty();
        }
        refuseRootKey(rootKeyIsThere);
        make(data);
        refuseFull();
    }

    private void refuseRootKey(boolean isThere) {
        if (isThere) {
            throw new StartException("There is a root key in " + keys
                    + ", and none is ever overwritten. If the server starts with it, nothing is lost; if not, give a new, empty key"
                    + " folder (--keys).");
        }
    }

    /** Makes both, with mode 0700. @return those that were not there */
    public List<Path> make() {
        var made = new ArrayList<Path>();
        for (var folder : new Path[] {data, keys}) {
            if (!Files.isDirectory(folder)) {
                made.add(folder);
            }
            make(folder);
        }
        try {
            refuseFull();
        } catch (StartException full) {
            unmake(made);
            throw full;
        }
        return made;
    }

    /**
     * After a first start that came to nothing: the key that was made for it opens nothing, and would stand in the way of the next try.
     * @param made what {@link #make} answered
     */
    public void unmake(List<Path> made) {
        try {
            empty(keys);
            for (var folder : made) {
                empty(folder);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new StartException(
                    "What a start that failed made in " + keys + " cannot be removed: " + StartException.reason(e)
                            + ". Empty both folders before the next one.",
                    e);
        }
    }

    private static void empty(Path folder) throws IOException {
        try (var entries = Files.walk(folder)) {
            for (var entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                if (!entry.equals(folder) && !entry.getFileName().toString().equals("lost+found")) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (NoSuchFileException none) {
            // nothing to remove
        }
    }

    /** Makes the key folder alone. */
    public void makeKeys() {
        make(keys);
    }

    private static void make(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                refuseOpenToOthers(folder);
            } else {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new StartException("The folder " + folder + " cannot be made: " + StartException.reason(e) + ".", e);
        }
    }

    private StartException notEmpty() {
        return new StartException(
                "The data folder " + data
                        + " is not empty: a backup is restored into a new or empty one (--data), so that nothing is overwritten.");
    }

    private void refuseFull() {
        try {
            FileStore disk = Files.getFileStore(data);
            if (disk.getUsableSpace() < LEAST_ROOM) {
                throw new StartException("The disk of " + data + " is full (" + (disk.getUsableSpace() >> 20)
                        + " MiB left): make room, then start again. Nothing was changed.");
            }
        } catch (IOException e) {
            throw new StartException(
                    "The data folder " + data + " cannot be used: " + StartException.reason(e) + ".", e);
        }
    }

    private static void refuseOpenToOthers(Path folder) {
        try {
            var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
            if (!mode.endsWith("------")) {
                throw new StartException("The folder " + folder + " has mode " + mode
                        + ", so other users can look into it. Run: chmod 700 " + folder);
            }
        } catch (IOException e) {
            throw new StartException("The folder " + folder + " cannot be read: " + StartException.reason(e) + ".", e);
        }
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return true;
        }
        try (var entries = Files.list(folder)) {
            // "run" has the admin socket of a server that waited to be unlocked
            return entries.map(entry -> entry.getFileName().toString())
                    .allMatch(name -> name.equals("lost+found") || name.equals("lock") || name.equals("run"));
        } catch (IOException e) {
            throw new StartException("The folder " + folder + " cannot be read: " + StartException.reason(e) + ".", e);
        }
    }
}
