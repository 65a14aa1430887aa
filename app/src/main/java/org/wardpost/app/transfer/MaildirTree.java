package org.wardpost.app.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardpost.store.message.MessageFlags;

/** A Maildir with its sub-folders, as Maildir++ ({@code .Sent.2025}) or as plain folders with {@code cur} in them. */
final class MaildirTree implements MailSource {
    private static final int DEEPEST = 32;
    private final Path root;
    private final List<Path> maildirs;

    MaildirTree(Path root, List<Path> maildirs) {
        this.root = root;
        this.maildirs = maildirs;
    }

    /** Every folder at or below {@code root} that has a {@code cur}. */
    static List<Path> in(Path root) throws IOException {
        try (var walk = Files.walk(root, DEEPEST)) {
            return walk.filter(folder -> Files.isDirectory(folder.resolve("cur")))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public long length() throws IOException {
        var messages = 0L;
        for (var maildir : maildirs) {
            messages += files(maildir).size();
        }
        return messages;
    }

    @Override
    public void forEach(Taker taker) throws IOException {
        var steps = 0L;
        for (var maildir : maildirs) {
            var relative = root.relativize(maildir);
            for (var file : files(maildir)) {
                taker.take(message(file, relative), ++steps);
            }
        }
    }

    private static List<Path> files(Path maildir) throws IOException {
        var files = new ArrayList<Path>();
        for (var part : List.of("cur", "new")) {
            var folder = maildir.resolve(part);
            if (Files.isDirectory(folder)) {
                try (var entries = Files.list(folder)) {
                    entries.filter(file -> !file.getFileName().toString().startsWith(".") && Files.isRegularFile(file))
                            .forEach(files::add);
                }
            }
        }
        files.sort(java.util.Comparator.comparingLong(MaildirTree::stamp)
                .thenComparing(file -> file.getFileName().toString()));
        return files;
    }

    /** Names begin with the time of delivery, so numbers are compared as numbers. */
    private static long stamp(Path file) {
        var name = file.getFileName().toString();
        var dot = name.indexOf('.');
        try {
            return dot > 0 ? Long.parseLong(name.substring(0, dot)) : Long.MAX_VALUE;
        } catch (NumberFormatException anotherKindOfName) {
            return Long.MAX_VALUE;
        }
    }

    private static SourceMessage message(Path file, Path maildir) throws IOException {
        var name = file.getFileName().toString();
        var info = name.indexOf(":2,");
        var unique = info < 0 ? name : name.substring(0, info); // flags may change between two tries, the rest not
        return new SourceMessage(
                maildir + "/" + unique,
                FileNames.maildirMailbox(maildir),
                info < 0 ? 0 : flags(name.substring(info + 3)),
                Optional.of(Files.getLastModifiedTime(file).toInstant()),
                () -> Files.newInputStream(file));
    }

    /** https://cr.yp.to/proto/maildir.html: P passed, R replied, S seen, T trashed, D draft, F flagged. */
    static int flags(String letters) {
        var bits = 0;
        for (var at = 0; at < letters.length(); at++) {
            bits |= switch (letters.charAt(at)) {
                case 'S' -> MessageFlags.SEEN;
                case 'R' -> MessageFlags.ANSWERED;
                case 'F' -> MessageFlags.FLAGGED;
                case 'T' -> MessageFlags.DELETED;
                case 'D' -> MessageFlags.DRAFT;
                default -> 0;
            };
        }
        return bits;
    }

    /** The other way, in the order of the alphabet as the format wants it. */
    static String letters(int bits) {
        return ((bits & MessageFlags.DRAFT) != 0 ? "D" : "")
                + ((bits & MessageFlags.FLAGGED) != 0 ? "F" : "")
                + ((bits & MessageFlags.ANSWERED) != 0 ? "R" : "")
                + ((bits & MessageFlags.SEEN) != 0 ? "S" : "")
                + ((bits & MessageFlags.DELETED) != 0 ? "T" : "");
    }
}
