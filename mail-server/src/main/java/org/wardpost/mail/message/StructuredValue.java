package org.wardpost.mail.message;

import com.google.common.base.Ascii;
import java.util.ArrayList;
import java.util.List;

/**
 * A header value with parameters (RFC 2045 §5.1), read leniently: comments skipped, a missing quote or semicolon forgiven. mime4j's
 * raw parser is not used because it turns octets above 127 into text, and BODYSTRUCTURE must repeat them.
 *
 * @param value what stands before the first semicolon
 */
record StructuredValue(String value, List<Parameter> parameters) {
    private static final int MOST_PARAMETERS = 200;

    static StructuredValue parse(String octets) {
        var cursor = new Cursor(octets);
        var value = cursor.text(";");
        var parameters = new ArrayList<Parameter>();
        while (cursor.next(';') && parameters.size() < MOST_PARAMETERS) {
            var name = Ascii.toLowerCase(cursor.text("=;"));
            if (cursor.next('=')) {
                var parameterValue = cursor.text(";");
                if (!name.isEmpty()) {
                    parameters.add(new Parameter(name, parameterValue));
                }
            }
        }
        return new StructuredValue(value, List.copyOf(parameters));
    }

    private static final class Cursor {
        private final String octets;
        private int at;

        private Cursor(String octets) {
            this.octets = octets;
        }

        boolean next(char expected) {
            if (at < octets.length() && octets.charAt(at) == expected) {
                at++;
                return true;
            }
            return false;
        }

        /** Up to one of the delimiters: quoted strings unquoted, comments left out, white space at both ends dropped. */
        String text(String delimiters) {
            var out = new StringBuilder();
            int solid = 0;
            while (at < octets.length() && delimiters.indexOf(octets.charAt(at)) < 0) {
                char c = octets.charAt(at);
                if (c == '"') {
                    quoted(out);
                    solid = out.length();
                } else if (c == '(') {
                    comment();
                } else {
                    at++;
                    boolean space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
                    if (!space || out.length() > 0) {
                        out.append(c);
                    }
                    solid = space ? solid : out.length();
                }
            }
            out.setLength(solid);
            return out.toString();
        }

        private void quoted(StringBuilder out) {
            at++;
            while (at < octets.length() && octets.charAt(at) != '"') {
                if (octets.charAt(at) == '\\' && at + 1 < octets.length()) {
                    at++;
                }
                out.append(octets.charAt(at++));
            }
            at++;
        }

        private void comment() {
            int depth = 0;
            do {
                char c = octets.charAt(at++);
                if (c == '\\') {
                    at++;
                } else if (c == '(') {
                    depth++;
                } else if (c == ')') {
                    depth--;
                }
            } while (depth > 0 && at < octets.length());
        }
    }
}
