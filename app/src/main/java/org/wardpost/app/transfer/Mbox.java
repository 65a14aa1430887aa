package org.wardpost.app.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.wardpost.identity.operation.OperationRefused;

/**
 * An mbox: messages begin at a {@link MboxSeparator}, and a line of a message that would look like one, or like a quoted one, has one more
 * {@code >} before it (mboxrd). Line ends stay as they are; a byte order mark before the first line does not belong to it.
 */
final class Mbox implements MailSource {
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int LARGEST = 128 << 20;
    private final Path file;

    Mbox(Path file) {
        this.file = file;
    }

    static boolean isOne(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var begin = in.readNBytes(MARK.length + "From ".length());
            return MboxSeparator.startsAt(begin, isMarked(begin) ? MARK.length : 0);
        }
    }

    private static boolean isMarked(byte[] begin) {
        return begin.length >= MARK.length && java.util.Arrays.equals(begin, 0, MARK.length, MARK, 0, MARK.length);
    }

    @Override
    public long length() throws IOException {
        return Files.size(file);
    }

    @Override
    public void forEach(Taker taker) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            new Reader(in, taker).run();
        }
    }

    private final class Reader {
        private final InputStream in;
        private final Taker taker;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();
        private Optional<Instant> received = Optional.empty();
        private int flags;
        private boolean inHeader;
        private long read;
        private int number;

        Reader(InputStream in, Taker taker) {
            this.in = in;
            this.taker = taker;
        }

        void run() throws IOException {
            var line = withoutMark(line());
            var begun = false;
            var emptyBefore = true;
            byte[] held = {}; // an empty line belongs to the separator if a message begins after it
            while (line.length > 0) {
                var before = read;
                var next = line();
                if (MboxSeparator.begins(line, emptyBefore, next)) {
                    if (begun) {
                        take(before - line.length);
                    }
                    begun = true;
                    begin(line);
                    held = new byte[0];
                    emptyBefore = false;
                } else {
                    message.writeBytes(held);
                    emptyBefore = isEmpty(line);
                    held = emptyBefore ? line : new byte[0];
                    add(line, emptyBefore);
                }
                line = next;
            }
            if (begun) {
                take(read);
            }
        }

        private byte[] withoutMark(byte[] first) {
            return isMarked(first) ? java.util.Arrays.copyOfRange(first, MARK.length, first.length) : first;
        }

        private void begin(byte[] separator) {
            received = MboxSeparator.date(separator);
            flags = 0;
            inHeader = true;
        }

        private void add(byte[] line, boolean empty) {
            if (empty) {
                inHeader = false;
            } else {
                message.writeBytes(MboxSeparator.unquoted(line));
                if (inHeader) {
                    flags |= MboxStatus.flags(line);
                }
            }
            if (message.size() > LARGEST) {
                throw new OperationRefused("Message " + (number + 1) + " of " + file + " is larger than 128 MiB.");
            }
        }

        private void take(long steps) throws IOException {
            var octets = message.toByteArray();
            message.reset();
            taker.take(
                    new SourceMessage(
                            Integer.toString(++number), "", flags, received, () -> new ByteArrayInputStream(octets)),
                    steps);
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
}
