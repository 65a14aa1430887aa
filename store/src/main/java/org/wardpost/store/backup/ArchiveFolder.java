package org.wardpost.store.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardpost.vault.Ids;

/** Where the parts of an archive lie: {@code manifest}, {@code <table>.rows}, {@code objects.list} and {@code objects/xx/<32 hex digits>}. */
record ArchiveFolder(Path root) {
    private static final int LONGEST_MANIFEST = 1 << 20;

    /** A line of {@code objects.list}. */
    record ListedObject(UUID name, HashedFile.Sum sum) {
        String line() {
            return hex(name) + " " + sum.bytes() + " " + sum.sha256() + "\n";
        }

        static ListedObject parse(String line) throws IOException {
            var words = line.split(" ");
            try {
                return new ListedObject(
                        Ids.of(HexFormat.of().parseHex(words[0])),
                        new HashedFile.Sum(Long.parseLong(words[1]), words[2]));
            } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
                throw new IOException("a line of it is no line of a list", damaged);
            }
        }
    }

    /** Makes the folder. @throws ArchiveException if something lies in it */
    void make() {
        try {
            if (Files.isDirectory(root)) {
                try (var files = Files.list(root)) {
                    if (files.findAny().isPresent()) {
                        throw new ArchiveException(
                                "The folder " + root + " is not empty: name a new one for each backup.");
                    }
                }
            }
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException failed) {
            throw new ArchiveException("The folder " + root + " cannot be made: " + reason(failed) + ".", failed);
        }
    }

    Path rows(String table) {
        return root.resolve(table + ".rows");
    }

    Path objectList() {
        return root.resolve("objects.list");
    }

    Path object(UUID name) {
        var hex = hex(name);
        return root.resolve("objects").resolve(hex.substring(0, 2)).resolve(hex);
    }

    void eachObject(Consumer<ListedObject> each) throws IOException {
        try (var lines = Files.lines(objectList(), StandardCharsets.US_ASCII)) {
            for (var line : (Iterable<String>) lines::iterator) {
                each.accept(ListedObject.parse(line));
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** Under a name that no restore looks for, until {@link #publish}. */
    void writeManifest(String text) throws IOException {
        try (var file = HashedFile.create(root.resolve("manifest.new"))) {
            file.write(text.getBytes(StandardCharsets.US_ASCII));
            file.finish();
        }
    }

    /** From now on it is a backup. */
    void publish() throws IOException {
        Files.move(root.resolve("manifest.new"), root.resolve("manifest"), StandardCopyOption.ATOMIC_MOVE);
        HashedFile.sync(root);
    }

    Manifest.Signed manifest() {
        var file = root.resolve("manifest");
        try {
            if (Files.size(file) > LONGEST_MANIFEST) {
                throw new ArchiveException("The file \"manifest\" of the backup is damaged.");
            }
            return Manifest.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException missing) {
            throw new ArchiveException(
                    Files.isDirectory(root)
                            ? "The folder " + root
                                    + " has no file \"manifest\": it is no backup, or one that never came to its end."
                            : "There is no folder " + root + ": name the folder of a backup.");
        } catch (IOException failed) {
            throw new ArchiveException("The file " + file + " cannot be read: " + reason(failed) + ".", failed);
        }
    }

    static String reason(IOException failed) {
        return switch (failed) {
            case java.nio.file.AccessDeniedException _ -> "this user may not";
            case NoSuchFileException _ -> "it is not there";
            case java.nio.file.FileSystemException f ->
                f.getReason() == null ? f.getClass().getSimpleName() : f.getReason();
            case java.io.EOFException _ -> "it is cut";
            default -> String.valueOf(failed.getMessage());
        };
    }

    static String hex(UUID id) {
        return HexFormat.of().formatHex(Ids.bytes(id));
    }
}
