package org.wardpost.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wardpost.vault.Ids;

/**
 * The folder of one installation: {@code lock}, {@code db}, {@code objects}, {@code tmp} and the file {@code installation},
 * which is called {@code creating} until everything is there. Looking at it changes nothing; a kill at any instant leaves a
 * folder that opens.
 */
final class DataFolder implements AutoCloseable {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final Path folder;
    private final boolean made;
    private boolean lockMade;
    private @Nullable FileChannel lock;

    private DataFolder(Path folder, boolean made) {
        this.folder = folder;
        this.made = made;
    }

    /** @throws StoreOpenException if it is no folder, is open to others or is in use; nothing was changed then */
    static DataFolder take(Path folder) {
        var data = new DataFolder(folder, !Files.exists(folder));
        if (data.made) {
            data.make(folder);
        } else {
            data.requirePrivate();
        }
        data.takeLock();
        return data;
    }

    Path database() {
        return folder.resolve("db");
    }

    Path objects() {
        return folder.resolve("objects");
    }

    Path temporary() {
        return folder.resolve("tmp");
    }

    /** True if a store was made here and finished. */
    boolean isInstalled() {
        return Files.exists(marker());
    }

    /** True if nothing of a store is here, or only what a creation left that never came to its end. */
    boolean isFresh() {
        return !isInstalled() && (Files.exists(creating()) || (!Files.exists(database()) && !Files.exists(objects())));
    }

    /** The database that the folder belongs to: {@code h2} or {@code postgresql}. */
    String kind() {
        try {
            return Files.readString(marker()).strip();
        } catch (IOException failed) {
            throw unreadable(marker());
        }
    }

    /** This node's id: random, made with the folder. */
    UUID node() {
        try {
            return UUID.fromString(Files.readString(folder.resolve("node")).strip());
        } catch (IOException | IllegalArgumentException failed) {
            throw unreadable(folder.resolve("node"));
        }
    }

    /** Room on the disk in bytes. */
    long room() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException failed) {
            throw unreadable(folder);
        }
    }

    /** Clears what an unfinished creation left and makes the sub-folders; {@link #finish} ends it. */
    void begin() {
        try {
            Files.deleteIfExists(creating());
            write(creating(), "");
            write(folder.resolve("node"), Ids.random() + "\n");
            for (var part : new Path[] {database(), objects(), temporary()}) {
                clear(part);
                make(part);
            }
        } catch (IOException failed) {
            throw new StoreOpenException(
                    "The data folder " + folder + " cannot be written: check its owner and the disk.");
        }
    }

    void finish(String kind) {
        try {
            write(creating(), kind + "\n");
            Files.move(creating(), marker(), StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
        } catch (IOException failed) {
            throw StoreFault.of("finishing the data folder", failed);
        }
    }

    /** Empties the temp folder: its keys died with the process that wrote it. */
    void clearTemporary() {
        try {
            clear(temporary());
            make(temporary());
        } catch (IOException failed) {
            throw StoreFault.of("clearing the temp folder", failed);
        }
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException failed) {
            throw StoreFault.of("giving the data folder back", failed);
        }
    }

    /** After a refusal: leaves no trace where there was none. */
    void abandon() {
        close();
        if (made) {
            remove(folder);
        } else if (lockMade) {
            remove(folder.resolve("lock"));
        }
    }

    private static void remove(Path part) {
        try {
            clear(part);
        } catch (IOException failed) {
            throw StoreFault.of("removing what was made", failed);
        }
    }

    private void requirePrivate() {
        if (!Files.isDirectory(folder)) {
            throw new StoreOpenException(folder + " is not a folder: name another data folder.");
        }
        try {
            var open = Files.getPosixFilePermissions(folder);
            if (!Collections.disjoint(open, OTHERS)) {
                throw new StoreOpenException("The data folder " + folder + " is open to other users ("
                        + PosixFilePermissions.toString(open) + "): run chmod 700 " + folder + " and start again.");
            }
        } catch (IOException failed) {
            throw unreadable(folder);
        }
        if (!Files.isWritable(folder)) {
            throw new StoreOpenException("The data folder " + folder
                    + " cannot be written by this user: give it to the user that Wardpost runs as.");
        }
    }

    private void takeLock() {
        var file = folder.resolve("lock");
        lockMade = !Files.exists(file);
        try {
            var channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (!tryLock(channel)) {
                channel.close();
                throw new StoreOpenException("Another Wardpost process uses the data folder " + folder
                        + ": stop it first, or let it do the work (sub-commands reach it by its admin socket).");
            }
            lock = channel;
        } catch (IOException failed) {
            throw unreadable(file);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    private void make(Path part) {
        try {
            Files.createDirectories(
                    part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException failed) {
            throw new StoreOpenException(
                    "The folder " + part + " cannot be made: check the owner of the folder above and the disk.");
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (var channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void clear(Path part) throws IOException {
        try (Stream<Path> files = Files.walk(part)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (NoSuchFileException none) {
            // nothing to clear
        }
    }

    private Path marker() {
        return folder.resolve("installation");
    }

    private Path creating() {
        return folder.resolve("creating");
    }

    private static StoreOpenException unreadable(Path file) {
        return new StoreOpenException(file + " cannot be read by this user: check its owner and mode.");
    }
}
