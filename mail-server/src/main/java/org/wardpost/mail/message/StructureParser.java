package org.wardpost.mail.message;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entities of a message while its octets pass by (RFC 2045, 2046, 5322), with their octet offsets. Lines end with LF or CRLF,
 * so a message has the same structure either way; a CR alone is content. Holds the header block, the part headers in work and one line's
 * beginning, never a body. Any octets are a message: nothing here throws because of them.
 */
final class StructureParser {
    /** Boundaries have at most 70 octets (RFC 2046 §5.1.1); longer ones are honoured up to this. */
    private static final int LONGEST_DELIMITER = 512;

    private static final int HELD = 2; // octets for one of a header: it grows by doubling, and is copied
    private static final int PART = 1_500; // what one part takes besides its header

    private final IntakeLimits limits;
    private final IntakeMemory.Share memory;
    private final List<OpenEntity> open = new ArrayList<>();
    private final byte[] line = new byte[LONGEST_DELIMITER + 4];
    private final PreviewCollector preview = new PreviewCollector();

    private byte[] headerBlock = new byte[0];
    private long at;
    private long lineStart;
    private int lineLength;
    private int lastOctet = -1;
    private int previousLineEnd;
    private long lineEnds;
    private int delimiters;
    private int parts;
    private int structureBytes;
    private boolean beyondLimits;

    StructureParser(IntakeLimits limits, IntakeMemory.Share memory) {
        this.limits = limits;
        this.memory = memory;
        open.add(new OpenEntity(0, false, false));
    }

    void write(byte[] bytes, int from, int length) {
        int to = from + length;
        int pos = from;
        while (pos < to) {
            int lf = indexOfLf(bytes, pos, to);
            int until = lf < 0 ? to : lf + 1;
            take(bytes, pos, until);
            if (lf >= 0) {
                endLine(2 - (lineEndsWithCrLf(bytes, pos, lf) ? 0 : 1));
            }
            lastOctet = bytes[until - 1] & 0xff;
            pos = until;
        }
    }

    /** Ends the message. */
    ParsedMessage finish() {
        if (at > lineStart) {
            endLine(0);
        }
        if (open.size() > 1
                && open.getLast().inHeader()
                && open.getLast().headerStart == at
                && !isMessageRoot(open.size() - 1)) {
            open.removeLast(); // a boundary that nothing follows begins no part
        }
        var root = closeDownTo(0, at, 0);
        return new ParsedMessage(headerBlock, requireNonNull(root), at, preview.text());
    }

    private boolean lineEndsWithCrLf(byte[] bytes, int pos, int lf) {
        return (lf > pos ? bytes[lf - 1] : lastOctet) == '\r' && at - lineStart >= 2;
    }

    private static int indexOfLf(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void take(byte[] bytes, int from, int until) {
        int kept = Math.min(until - from, line.length - lineLength);
        if (kept > 0) {
            System.arraycopy(bytes, from, line, lineLength, kept);
            lineLength += kept;
        }
        var entity = open.getLast();
        if (entity.inHeader()) {
            keepHeader(entity, bytes, from, until);
        } else {
            preview.body(bytes, from, until);
        }
        at += until - from;
    }

    private void keepHeader(OpenEntity entity, byte[] bytes, int from, int until) {
        var kept = requireNonNull(entity.headerBytes);
        boolean root = open.size() == 1;
        int room = root ? limits.headerBytes() - kept.size() : limits.structureBytes() - structureBytes;
        int length = Math.min(until - from, room);
        if (length > 0) {
            memory.take((long) HELD * length);
            kept.write(bytes, from, length);
            structureBytes += root ? 0 : length;
        }
    }

    /** @param eol octets of the line end: 2, 1, or 0 at the end of the message */
    private void endLine(int eol) {
        int boundary = delimiters > 0 ? matchingDelimiter() : -1;
        if (boundary >= 0) {
            boundaryLine(boundary);
        }
        lineEnds += eol > 0 ? 1 : 0;
        if (boundary < 0 && open.getLast().inHeader()) {
            open.getLast().keepLine();
            if (eol > 0 && at - lineStart == eol) {
                endHeader(at);
            }
        }
        previousLineEnd = eol;
        lineStart = at;
        lineLength = 0;
    }

    /** The entity whose delimiter begins this line: the longest, as one boundary may begin another; -1 if none. */
    private int matchingDelimiter() {
        if (lineLength < 3 || line[0] != '-' || line[1] != '-') {
            return -1;
        }
        int found = -1;
        int length = 0;
        for (int i = open.size() - 1; i >= 0; i--) {
            var delimiter = open.get(i).delimiter;
            if (delimiter != null && delimiter.length > length && startsWith(delimiter)) {
                found = i;
                length = delimiter.length;
            }
        }
        return found;
    }

    private boolean startsWith(byte[] delimiter) {
        return delimiter.length <= lineLength
                && Arrays.equals(line, 0, delimiter.length, delimiter, 0, delimiter.length);
    }

    private void boundaryLine(int index) {
        var multipart = open.get(index);
        int length = requireNonNull(multipart.delimiter).length;
        boolean last = lineLength >= length + 2 && line[length] == '-' && line[length + 1] == '-';
        closeDownTo(index + 1, lineStart, previousLineEnd);
        if (last) {
            multipart.delimiter = null;
            delimiters--;
        } else {
            openPart(multipart);
        }
    }

    private void openPart(OpenEntity multipart) {
        parts++;
        memory.take(PART);
        beyondLimits |= parts >= limits.parts() || structureBytes >= limits.structureBytes();
        if (beyondLimits) {
            for (var entity : open) {
                entity.delimiter = null;
            }
            delimiters = 0;
        }
        var digest = requireNonNull(multipart.header).isDigest();
        open.add(new OpenEntity(at, digest, beyondLimits || open.size() >= limits.nesting()));
    }

    private void endHeader(long bodyStart) {
        var entity = open.getLast();
        var bytes = entity.takeHeader();
        if (open.size() == 1) {
            headerBlock = bytes;
        }
        var block = HeaderBlock.parse(bytes, limits.headerFields());
        var said = EntityHeader.of(block, entity.inDigest);
        entity.bodyStart = bodyStart;
        entity.lineEndsBefore = lineEnds;
        if (isMessageRoot(open.size() - 1)) {
            entity.envelope = ImapEnvelope.of(block);
        }
        entity.header = said.isMultipart() || said.isMessage() ? composite(entity, said, bodyStart) : said;
        if (open.getLast() == entity && !said.isMultipart()) {
            preview.startPart(entity.header, bodyStart);
        }
    }

    private EntityHeader composite(OpenEntity entity, EntityHeader said, long bodyStart) {
        var delimiter = said.boundary().map(b -> Octets.bytes("--" + b)).filter(b -> b.length <= LONGEST_DELIMITER);
        if (entity.opaque) {
            return said.as("application", "octet-stream");
        }
        if (said.isMultipart() && delimiter.isEmpty()) {
            return said.as("text", "plain"); // what a reader would see who knows no MIME
        }
        if (said.isMultipart()) {
            entity.delimiter = delimiter.get();
            delimiters++;
        } else {
            open.add(new OpenEntity(bodyStart, false, open.size() >= limits.nesting()));
        }
        return said;
    }

    private boolean isMessageRoot(int index) {
        if (index == 0) {
            return true;
        }
        var parent = open.get(index - 1).header;
        return parent != null && parent.isMessage();
    }

    /**
     * Closes the innermost entities, down to the given place in the stack.
     *
     * @param cut octets of the line end before {@code upTo} that belong to the boundary
     */
    private @Nullable Part closeDownTo(int index, long upTo, int cut) {
        Part closed = null;
        while (open.size() > index) {
            if (open.getLast().inHeader()) {
                endHeader(Math.max(open.getLast().headerStart, upTo - cut));
                continue; // a message that ends in its header has a root of its own now
            }
            var entity = open.removeLast();
            if (entity.delimiter != null) {
                delimiters--;
            }
            // a blank line that ends the header of something within is not taken from it
            boolean hasCut = cut > 0 && upTo > entity.bodyStart && entity.endOfWhatIsWithin() < upTo;
            long end = hasCut ? Math.max(entity.bodyStart, upTo - cut) : upTo;
            long lines = Math.max(0, lineEnds - entity.lineEndsBefore - (hasCut ? 1 : 0));
            closed = entity.close(saidAtLast(entity), end, lines);
            preview.endPart(closed);
            adopt(closed, entity);
        }
        return closed;
    }

    private static EntityHeader saidAtLast(OpenEntity entity) {
        var said = requireNonNull(entity.header);
        boolean partless = said.isMultipart() && entity.children.isEmpty();
        return partless ? said.as("text", "plain") : said;
    }

    private void adopt(Part closed, OpenEntity entity) {
        if (open.isEmpty()) {
            return;
        }
        var parent = open.getLast();
        if (requireNonNull(parent.header).isMultipart()) {
            parent.children.add(closed);
        } else {
            parent.message = new EmbeddedMessage(closed, requireNonNull(entity.envelope));
        }
    }
}
