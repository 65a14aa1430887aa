package org.wardpost.mail.message;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The fields of a header block, in order. Lenient: white space before the colon is dropped, a line without a colon is kept nameless. */
public final class HeaderBlock {
    private static final byte[] BLANK_LINE = {'\r', '\n'};
    private final List<HeaderField> fields;

    private HeaderBlock(List<HeaderField> fields) {
        this.fields = fields;
    }

    /** @param maxFields what comes after so many fields is not looked at */
    public static HeaderBlock parse(byte[] block, int maxFields) {
        var fields = new ArrayList<HeaderField>();
        int start = 0;
        while (start < block.length && fields.size() < maxFields) {
            int end = fieldEnd(block, start);
            if (isBlank(block, start, end)) {
                break;
            }
            fields.add(field(block, start, end));
            start = end;
        }
        return new HeaderBlock(List.copyOf(fields));
    }

    public List<HeaderField> fields() {
        return fields;
    }

    public Optional<HeaderField> first(String name) {
        for (var field : fields) {
            if (field.is(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** The first such field's value, if it has one that is not empty; one octet a char. */
    public Optional<String> value(String name) {
        return first(name).map(HeaderField::value).filter(value -> !value.isEmpty());
    }

    /**
     * The fields that a FETCH of {@code HEADER.FIELDS} or {@code HEADER.FIELDS.NOT} names, octet by octet, with a blank line at the end
     * (RFC 3501 §6.4.5).
     * @param block what this was parsed from
     * @param names in any case
     * @param matching the named ones, or else all others
     */
    public byte[] select(byte[] block, Collection<String> names, boolean matching) {
        var out = new ByteArrayOutputStream();
        for (var field : fields) {
            if (!field.name().isEmpty() && names.stream().anyMatch(field::is) == matching) {
                out.write(block, field.start(), field.end() - field.start());
                if (block[field.end() - 1] != '\n') {
                    out.writeBytes(BLANK_LINE);
                }
            }
        }
        out.writeBytes(BLANK_LINE);
        return out.toByteArray();
    }

    private static boolean isBlank(byte[] block, int start, int end) {
        return end - start == 1 && block[start] == '\n'
                || end - start == 2 && block[start] == '\r' && block[start + 1] == '\n';
    }

    private static int fieldEnd(byte[] block, int start) {
        int at = start;
        while (true) {
            while (at < block.length && block[at] != '\n') {
                at++;
            }
            at = Math.min(at + 1, block.length);
            if (at == block.length || block[at] != ' ' && block[at] != '\t' || isBlank(block, start, at)) {
                return at;
            }
        }
    }

    private static HeaderField field(byte[] block, int start, int end) {
        int colon = start;
        while (colon < end && block[colon] != ':' && block[colon] != '\n') {
            colon++;
        }
        if (colon == end || block[colon] == '\n') {
            return new HeaderField("", start, end, unfolded(block, start, end));
        }
        return new HeaderField(Octets.string(block, start, colon).strip(), start, end, unfolded(block, colon + 1, end));
    }

    private static String unfolded(byte[] block, int from, int to) {
        var out = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            boolean lineEnd = block[i] == '\n' || block[i] == '\r' && i + 1 < to && block[i + 1] == '\n';
            if (!lineEnd) {
                out.append((char) (block[i] & 0xff));
            }
        }
        return strip(out);
    }

    private static String strip(StringBuilder text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }
}
