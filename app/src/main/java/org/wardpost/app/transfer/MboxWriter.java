package org.wardpost.app.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.wardpost.store.message.StoredMessage;

/** One mbox a mailbox, quoted as mboxrd, which {@link Mbox} undoes to the octet; only a message that does not end with a line end gets one, since the form cannot say that. */
final class MboxWriter implements MailWriter {
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private final Path root;

    MboxWriter(Path root) {
        this.root = root;
    }

    @Override
    public Box begin(String mailbox) throws IOException {
        var folder = FileNames.folder(root, mailbox);
        PrivateFiles.folder(folder.resolveSibling("."));
        var out = PrivateFiles.create(folder.resolveSibling(folder.getFileName() + ".mbox"));
        return new Box() {
            @Override
            public void write(StoredMessage message) throws IOException {
                var whole =
                        new ByteArrayOutputStream(); // the last octet's tag is checked before a line of it is in the
                // file
                try (var in = message.openBody()) {
                    in.transferTo(whole);
                }
                ascii(out, "From MAILER-DAEMON " + ASCTIME.format(message.internalDate()) + "\n");
                quoted(new BufferedInputStream(new java.io.ByteArrayInputStream(whole.toByteArray())), out);
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    private static void quoted(InputStream in, OutputStream out) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var c = in.read(); c >= 0; c = in.read()) {
            line.write(c);
            if (c == '\n') {
                put(line, out);
            }
        }
        if (line.size() > 0) {
            line.write('\n');
            put(line, out);
        }
        out.write('\n');
    }

    private static void put(ByteArrayOutputStream line, OutputStream out) throws IOException {
        var octets = line.toByteArray();
        if (MboxSeparator.needsQuoting(octets)) {
            out.write('>');
        }
        out.write(octets);
        line.reset();
    }

    private static void ascii(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
