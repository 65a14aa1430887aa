package org.wardpost.mail.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/** Writes the data items of a FETCH response (RFC 3501 §9, RFC 9051 §9) from strings of octets. */
final class ImapOutput {
    private static final byte[] NIL = {'N', 'I', 'L'};
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    byte[] toBytes() {
        return out.toByteArray();
    }

    ImapOutput raw(String ascii) {
        out.writeBytes(ascii.getBytes(US_ASCII));
        return this;
    }

    ImapOutput raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    ImapOutput number(long number) {
        return raw(Long.toString(number));
    }

    ImapOutput nil() {
        out.writeBytes(NIL);
        return this;
    }

    ImapOutput nstring(Optional<String> octets) {
        return octets.isPresent() ? string(octets.get()) : nil();
    }

    /**
     * Quoted where that is allowed; a literal where the value has CR, LF or octets above 127, so that nothing of it is changed. NUL, which
     * neither form may hold, is left out.
     */
    ImapOutput string(String octets) {
        var sayable = octets.indexOf('\0') < 0 ? octets : octets.replace("\0", "");
        return isQuotable(sayable) ? quoted(sayable) : literal(sayable);
    }

    ImapOutput parameters(List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            return nil();
        }
        char separator = '(';
        for (var parameter : parameters) {
            out.write(separator);
            string(parameter.name()).raw(" ").string(parameter.value());
            separator = ' ';
        }
        return raw(")");
    }

    private static boolean isQuotable(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c > 126 || c == '\r' || c == '\n') {
                return false;
            }
        }
        return true;
    }

    private ImapOutput quoted(String octets) {
        out.write('"');
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c == '"' || c == '\\') {
                out.write('\\');
            }
            out.write(c);
        }
        out.write('"');
        return this;
    }

    private ImapOutput literal(String octets) {
        return raw("{" + octets.length() + "}\r\n").raw(Octets.bytes(octets));
    }
}
