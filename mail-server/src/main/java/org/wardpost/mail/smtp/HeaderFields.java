package org.wardpost.mail.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The fields of a header block, as octets, in order (RFC 5322 §2.2). Never loses or changes an octet of a field.
 * @param wellFormed every line is a field or a continuation of one
 */
record HeaderFields(List<Field> fields, boolean wellFormed) {
    /**
     * @param name lower case, without white space before the colon (obsolete syntax of RFC 5322 §4.5); empty for a line
     *     that is no field
     * @param octets the whole field with its continuations and line ends
     */
    record Field(String name, byte[] octets) {
        /** Unfolded, after the colon, stripped; UTF-8 (RFC 6532). */
        String value() {
            var text = new String(octets, StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1)
                    .replaceAll("\r\n(?=[ \t])", "")
                    .strip();
        }
    }

    /** @param block whole lines, each with its CRLF, without the empty line at the end */
    static HeaderFields parse(byte[] block) {
        var fields = new ArrayList<Field>();
        boolean wellFormed = true;
        int start = 0;
        while (start < block.length) {
            int end = endOfLine(block, start);
            while (end < block.length && (block[end] == ' ' || block[end] == '\t')) end = endOfLine(block, end);
            var octets = java.util.Arrays.copyOfRange(block, start, end);
            var name = name(octets);
            wellFormed &= !name.isEmpty();
            fields.add(new Field(name, octets));
            start = end;
        }
        return new HeaderFields(List.copyOf(fields), wellFormed);
    }

    List<Field> named(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).toList();
    }

    private static int endOfLine(byte[] block, int from) {
        for (int i = from; i < block.length; i++) if (block[i] == '\n') return i + 1;
        return block.length;
    }

    private static String name(byte[] octets) {
        int colon = 0;
        while (colon < octets.length && octets[colon] != ':') colon++;
        if (colon == octets.length) return "";
        int end = colon;
        while (end > 0 && (octets[end - 1] == ' ' || octets[end - 1] == '\t')) end--;
        for (int i = 0; i < end; i++) if (octets[i] < 33 || octets[i] == 127) return ""; // ftext, §3.6.8
        return new String(octets, 0, end, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    }
}
