package org.wardpost.mail.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Other people's messages, as they lie under {@code vectors/}. */
public final class MailVectors {
    private static final Set<String> KINDS = Set.of("eml", "msg", "raw", "txt", "mbox");

    private MailVectors() {}

    /** A message and the name of its file. */
    public record Sample(String name, byte[] bytes) {
        /** The same as it travels: every line ended by CRLF. */
        public Sample asOnTheWire() {
            var out = new ByteArrayOutputStream();
            for (byte octet : asInAFile().bytes) {
                if (octet == '\n') {
                    out.write('\r');
                }
                out.write(octet);
            }
            return new Sample(name + " (CRLF)", out.toByteArray());
        }

        /** The same with every line ended by LF. */
        public Sample asInAFile() {
            var out = new ByteArrayOutputStream();
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] != '\r' || i + 1 == bytes.length || bytes[i + 1] != '\n') {
                    out.write(bytes[i]);
                }
            }
            return new Sample(name + " (LF)", out.toByteArray());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public static Path folder() {
        return Path.of("src/test/resources/vectors");
    }

    /** Every message of every source, 294 of them. */
    public static List<Sample> all() {
        return below(folder());
    }

    public static List<Sample> below(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(MailVectors::isMail)
                    .sorted()
                    .map(MailVectors::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMail(Path file) {
        var name = file.getFileName().toString();
        return KINDS.contains(name.substring(name.lastIndexOf('.') + 1)) && !name.startsWith("LICENSE");
    }

    static Sample read(Path file) {
        try {
            return new Sample(folder().relativize(file).toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
