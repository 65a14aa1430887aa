package org.wardpost.vault.provider;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.wardpost.vault.WrongRootKeyException;

/** The folder that holds root keys: for its owner only, and every file in it is replaced in one durable step. */
final class KeysFolder {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
    private static final int MOST = 1024 * 1024;

    private final Path folder;

    private KeysFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder, made with mode 0700 unless it is there. */
    static KeysFolder make(Path folder) {
        try {
            if (!Files.exists(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new WrongRootKeyException("The keys folder " + folder + " cannot be made: " + reason(e) + ".", e);
        }
        return existing(folder);
    }

    /** @throws WrongRootKeyException if it is missing or others may look into it */
    static KeysFolder existing(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new WrongRootKeyException(
                    "The keys folder " + folder + " does not exist. Without it the data cannot be opened:"
                            + " give the folder that was made with them (--keys), or put it back from its copy.");
        }
        checkMode(folder, "700");
        return new KeysFolder(folder);
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    boolean has(String name) {
        return Files.exists(path(name));
    }

    byte[] read(String name) {
        return read(path(name), true);
    }

    /** Reads a small secret file and refuses one that others may read. */
    static byte[] read(Path file, boolean checkMode) {
        try {
            if (checkMode) {
                checkMode(file, "600");
            }
            if (Files.size(file) > MOST) {
                throw new WrongRootKeyException(file + " is far too long for what it should hold.");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new WrongRootKeyException(file + " is missing. Put it back from its copy.", e);
        } catch (IOException e) {
            throw new WrongRootKeyException(file + " cannot be read: " + reason(e) + ".", e);
        }
    }

    /** Replaces a file; when this returns the new one is on the disk, and at any instant before the old one is there whole. */
    void write(String name, byte[] bytes) {
        var fresh = folder.resolve(name + ".new");
        try {
            Files.deleteIfExists(fresh);
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (var channel = FileChannel.open(
                    fresh, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
                var buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(fresh, path(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true); // the rename itself
            }
        } catch (IOException e) {
            throw new WrongRootKeyException(
                    path(name) + " cannot be written: " + reason(e) + ". Nothing was changed.", e);
        }
    }

    private static void checkMode(Path path, String wanted) {
        try {
            var mode = Files.getPosixFilePermissions(path);
            if (mode.stream().anyMatch(OTHERS::contains)) {
                throw new WrongRootKeyException(
                        "Others may use " + path + " (mode " + PosixFilePermissions.toString(mode)
                                + "). Keys are for one account only: chmod " + wanted + " " + path);
            }
        } catch (NoSuchFileException e) {
            throw new WrongRootKeyException(path + " is missing. Put it back from its copy.", e);
        } catch (IOException e) {
            throw new WrongRootKeyException(path + " cannot be read: " + reason(e) + ".", e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "");
    }
}
