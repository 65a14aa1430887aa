package org.wardpost.integration.canary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Everything that the canary run told the server, as it went over the wire: laid into the data folder, it is the plain store. */
final class Transcript {
    private final Path file;

    Transcript(Path file) {
        this.file = file;
    }

    byte[] add(byte[] sent) {
        try {
            Files.write(file, sent, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return sent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String add(String sent) {
        add(CanaryMail.utf8(sent + "\r\n"));
        return sent;
    }

    void layInto(Path folder) {
        try {
            Files.copy(file, folder.resolve("plain"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
