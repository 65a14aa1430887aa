package org.wardpost.app.transfer;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Mailbox names as folder names and back. A mailbox may be called anything; a folder may not. */
final class FileNames {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _-()&,";

    private FileNames() {}

    /** {@code Ward 7/Rota} as folders; what could mean something to a file system is written {@code %hh}. */
    static Path folder(Path root, String mailbox) {
        var folder = root;
        for (var part : mailbox.split("/")) {
            folder = folder.resolve(encoded(part, PLAIN));
        }
        return folder;
    }

    /** Maildir++: {@code .Ward 7.Rota}; INBOX is the root itself. */
    static Path maildirFolder(Path root, String mailbox) {
        return mailbox.equals("INBOX")
                ? root
                : root.resolve("."
                        + java.util.Arrays.stream(mailbox.split("/"))
                                .map(part -> encoded(part, PLAIN))
                                .collect(Collectors.joining(".")));
    }

    static String mailbox(Path folders) {
        return StreamSupport.stream(folders.spliterator(), false)
                .map(part -> decoded(part.toString()))
                .collect(Collectors.joining("/"));
    }

    /** The inverse of {@link #maildirFolder}; also takes plain sub-folders. */
    static String maildirMailbox(Path relative) {
        var names = StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .filter(name -> !name.isEmpty())
                .map(name -> name.startsWith(".")
                        ? java.util.Arrays.stream(name.substring(1).split("\\."))
                                .map(FileNames::decoded)
                                .collect(Collectors.joining("/"))
                        : decoded(name))
                .collect(Collectors.joining("/"));
        return names.isEmpty() ? "INBOX" : names;
    }

    private static String encoded(String name, String plain) {
        var out = new StringBuilder();
        for (var octet : name.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            var c = octet & 0xff;
            if (c > 127 || plain.indexOf(c) >= 0) {
                out.append((char) c);
            } else {
                out.append("%%%02x".formatted(c));
            }
        }
        return new String(
                out.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String decoded(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        var out = new java.io.ByteArrayOutputStream();
        for (var at = 0; at < name.length(); at++) {
            var hex = name.charAt(at) == '%' && at + 2 < name.length() ? name.substring(at + 1, at + 3) : "";
            if (hex.matches("[0-9a-f]{2}")) {
                out.write(Integer.parseInt(hex, 16));
                at += 2;
            } else {
                out.writeBytes(name.substring(at, at + 1).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return out.toString(java.nio.charset.StandardCharsets.UTF_8);
    }
}
