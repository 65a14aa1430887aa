package org.wardpost.mail.imap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.imap.FetchItem.Section;
import org.wardpost.mail.imap.FetchItem.Text;
import org.wardpost.mail.message.HeaderBlock;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.mail.message.Part;
import org.wardpost.store.message.StoredMessage;
import org.wardpost.vault.SealedReader;

/** The octets of one {@code BODY[...]}: offsets from the summary into the sealed message, or a few octets in hand. Large ones
 * are opened once to see that they are whole, and once more to be sent: an error in the middle of a literal could not be told. */
final class Slice {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final int IN_HAND = 64 * 1024;

    private final String label;
    private final byte @Nullable [] octets;
    private final @Nullable SealedReader reader;
    private final long from;
    private final long length;

    private Slice(String label, byte @Nullable [] octets, @Nullable SealedReader reader, long from, long length) {
        this.label = label;
        this.octets = octets;
        this.reader = reader;
        this.from = from;
        this.length = length;
    }

    /** @param message asked only if the summary does not answer */
    static Slice of(Section section, Supplier<StoredMessage> message, @Nullable MessageSummary summary, long size) {
        if (section.isWhole()) return cut(section, message.get(), 0, size);
        if (summary == null) throw new IllegalStateException("a section without its summary");
        if (section.ofHeader() && summary.hasWholeHeader())
            return inHand(section, header(section, summary.headerBlock()));
        var where = where(section, summary.root());
        if (where.isEmpty()) return inHand(section, new byte[0]); // no such part: nothing, in the plainest form
        long start = where.get()[0];
        long end = where.get()[1];
        if (section.text() != Text.FIELDS && section.text() != Text.FIELDS_NOT)
            return cut(section, message.get(), start, end);
        return inHand(section, header(section, read(message.get().body(), start, Math.min(end - start, 1 << 20))));
    }

    /** First octet and the one after the last, from the start of the message (RFC 3501 §6.4.5). */
    private static Optional<long[]> where(Section section, Part root) {
        if (section.path().length == 0) return Optional.of(ofMessage(section.text(), root));
        var part = root.at(section.path());
        return switch (section.text()) {
            case ALL -> part.map(p -> new long[] {p.bodyStart(), p.end()});
            case MIME -> part.map(p -> new long[] {p.headerStart(), p.bodyStart()});
            case HEADER, FIELDS, FIELDS_NOT, TEXT ->
                part.flatMap(Part::message).map(m -> ofMessage(section.text(), m.root()));
        };
    }

    private static long[] ofMessage(Text text, Part root) {
        return switch (text) {
            case ALL -> new long[] {root.headerStart(), root.end()};
            case HEADER, FIELDS, FIELDS_NOT, MIME -> new long[] {root.headerStart(), root.bodyStart()};
            case TEXT -> new long[] {root.bodyStart(), root.end()};
        };
    }

    private static Slice cut(Section section, StoredMessage message, long start, long end) {
        long from = start;
        long to = end;
        if (section.origin().isPresent()) {
            from = Math.min(end, start + Math.min(section.origin().getAsLong(), end - start));
            to = Math.min(end, from + Math.min(section.most(), end - from));
        }
        long length = to - from;
        if (length <= IN_HAND)
            return new Slice(
                    labelOf(section), length == 0 ? new byte[0] : read(message.body(), from, length), null, 0, length);
        var reader = message.body();
        byte[] piece = new byte[IN_HAND];
        for (long at = from; at < to; at += IN_HAND) reader.read(at, piece, 0, (int) Math.min(IN_HAND, to - at));
        return new Slice(labelOf(section), null, reader, from, length);
    }

    private static Slice inHand(Section section, byte[] octets) {
        if (section.origin().isEmpty()) return new Slice(labelOf(section), octets, null, 0, octets.length);
        int from = (int) Math.min(octets.length, section.origin().getAsLong());
        int to = (int) Math.min(octets.length, from + Math.min(section.most(), octets.length));
        byte[] cut = java.util.Arrays.copyOfRange(octets, from, to);
        return new Slice(labelOf(section), cut, null, 0, cut.length);
    }

    private static byte[] read(SealedReader reader, long from, long length) {
        byte[] octets = new byte[(int) length];
        int done = 0;
        while (done < octets.length) {
            int n = reader.read(from + done, octets, done, octets.length - done);
            if (n <= 0) throw new IllegalStateException("a message ends before its size");
            done += n;
        }
        return octets;
    }

    private static byte[] header(Section section, byte[] block) {
        if (section.text() == Text.HEADER) return block;
        boolean named = section.text() == Text.FIELDS;
        var out = new ByteArrayOutputStream();
        for (var field : HeaderBlock.parse(block, Integer.MAX_VALUE).fields()) {
            boolean is = section.names().stream().anyMatch(field::is);
            if (is != named) continue;
            out.write(block, field.start(), field.end() - field.start());
            if (block[field.end() - 1] != '\n') out.writeBytes(CRLF); // a message that ends in the middle of its header
        }
        out.writeBytes(CRLF); // the blank line is always there (RFC 3501 §6.4.5)
        return out.toByteArray();
    }

    private static String labelOf(Section section) {
        return section.origin().isPresent()
                ? section.label() + '<' + section.origin().getAsLong() + '>'
                : section.label();
    }

    void write(Answer answer) throws IOException {
        answer.text(label).text(" ");
        if (octets != null) {
            answer.literal(octets);
        } else if (reader != null) {
            answer.text("{").number(length).text("}\r\n");
            byte[] piece = new byte[IN_HAND / 4];
            for (long at = from; at < from + length; ) {
                int n = reader.read(at, piece, 0, (int) Math.min(piece.length, from + length - at));
                if (n <= 0) throw new IOException("a message ends before its size");
                answer.octets(piece, 0, n);
                at += n;
            }
        }
    }
}
