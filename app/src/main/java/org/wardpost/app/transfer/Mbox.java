package org.wardpost.app.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wardpost.identity.operation.OperationRefused;

/**
 * An mbox in the form called mboxrd: messages begin at a line {@code "From "} after an empty line, and a line of a message that would
 * look like one, or like a quoted one, has one more {@code >} before it. Line ends stay as they are.
 */
final class Mbox implements MailSource {
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST = 128 << 20;
    private final Path file;

    Mbox(Path file) {
        this.file = file;
    }

    static boolean isOne(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(FROM.length), FROM);
        }
    }

    @Override
    public long length() throws IOException {
        return Files.size(file);
    }

    @Override
    public void forEach(Taker taker) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            var reader = new Reader(in, taker);
            reader.run();
        }
    }

    private final class Reader {
        private final InputStream in;
        private final Taker taker;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();
        private long read;
        private int number;

        Reader(InputStream in, Taker taker) {
            this.in = in;
            this.taker = taker;
        }

        void run() throws IOException {
            var line = line();
            var begun = false;
            var emptyBefore = true;
            byte[] held = {}; // an empty line belongs to the separator if a message begins after it
            for (; line.length > 0; line = line()) {
                if (emptyBefore && startsWith(line, 0)) {
                    if (begun) {
                        take();
                    }
                    begun = true;
                    held = new byte[0];
                    emptyBefore = false;
                    continue;
                }
                message.writeBytes(held);
                emptyBefore = isEmpty(line);
                held = emptyBefore ? line : new byte[0];
                if (!emptyBefore) {
                    message.writeBytes(unquoted(line));
                }
                if (message.size() > LARGEST) {
                    throw new OperationRefused("Message " + (number + 1) + " of " + file + " is larger than 128 MiB.");
                }
            }
            if (begun) {
                take();
            }
        }

        private void take() throws IOException {
            var octets = message.toByteArray();
            message.reset();
            taker.take(
                    new SourceMessage(
                            Integer.toString(++number),
                            "",
                            0,
                            Optional.empty(),
                            () -> new ByteArrayInputStream(octets)),
                    read);
        }

        private byte[] line() throws IOException {
            var line = new ByteArrayOutputStream();
            for (var c = in.read(); c >= 0; c = in.read()) {
                line.write(c);
                if (c == '\n') {
                    break;
                }
                if (line.size() > LARGEST) {
                    throw new OperationRefused("A line of " + file + " is longer than 128 MiB.");
                }
            }
            read += line.size();
            return line.toByteArray();
        }
    }

    private static boolean isEmpty(byte[] line) {
        return line[0] == '\n' || (line.length == 2 && line[0] == '\r');
    }

    private static byte[] unquoted(byte[] line) {
        return isQuoted(line, 1) ? java.util.Arrays.copyOfRange(line, 1, line.length) : line;
    }

    /** Whether a line needs one more {@code >}: it is {@code From } after any number of them. */
    static boolean needsQuoting(byte[] line) {
        return isQuoted(line, 0);
    }

    private static boolean isQuoted(byte[] line, int least) {
        var at = 0;
        while (at < line.length && line[at] == '>') {
            at++;
        }
        return at >= least && startsWith(line, at);
    }

    private static boolean startsWith(byte[] line, int at) {
        return line.length >= at + FROM.length
                && java.util.Arrays.equals(line, at, at + FROM.length, FROM, 0, FROM.length);
    }
}
