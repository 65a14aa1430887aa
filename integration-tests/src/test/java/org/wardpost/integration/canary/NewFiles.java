package org.wardpost.integration.canary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What came or changed in folders that all programs of a machine share, since a moment. That others write there too costs only
 * time: a phrase is of one run, so no file of theirs has one.
 */
final class NewFiles {
    private static final int DEPTH = 3; // of folders that were there before: a library's own below /tmp
    private final List<Path> folders;
    private final Path own;
    private final UserPrincipal user;
    private final Instant since;
    private final Map<Path, Object> before = new HashMap<>();

    /** @param own the test's own folder, which is left out */
    NewFiles(List<Path> folders, Path own) {
        this.folders = folders;
        this.own = own.toAbsolutePath();
        try {
            this.user = Files.getOwner(own);
            this.since = Files.getLastModifiedTime(Files.createTempFile(own, "moment", ""))
                    .toInstant();
            for (var folder : folders) for (var entry : entries(folder)) before.put(entry, identity(entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> entries(Path folder) {
        var entries = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(folder)) {
            all.forEach(entries::add);
        } catch (IOException notThere) {
            return List.of();
        }
        return entries;
    }

    private static Object identity(Path entry) {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException gone) {
            return "gone";
        }
    }

    /** Files and folders to scan: whole new entries of the shared folders, and what is younger in those of before. */
    List<Path> all() {
        var found = new ArrayList<Path>();
        for (var folder : folders) {
            for (var entry : entries(folder)) {
                if (Files.isSymbolicLink(entry) || own.startsWith(entry) || otherTests(entry) || !isOfUser(entry))
                    continue;
                if (!identity(entry).equals(before.get(entry))) found.add(entry);
                else found.addAll(younger(entry));
            }
        }
        return found;
    }

    /** JUnit's folders of other test runs on this machine: no library makes such a one, and they are large. */
    private static boolean otherTests(Path entry) {
        return entry.getFileName().toString().startsWith("junit");
    }

    private List<Path> younger(Path entry) {
        try (var files = Files.find(
                entry,
                DEPTH,
                (path, attributes) -> attributes.isRegularFile()
                        && !attributes.lastModifiedTime().toInstant().isBefore(since))) {
            return files.filter(this::isOfUser).toList();
        } catch (IOException | UncheckedIOException gone) {
            return List.of();
        }
    }

    private boolean isOfUser(Path path) {
        try {
            return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(user);
        } catch (IOException gone) {
            return false;
        }
    }
}
