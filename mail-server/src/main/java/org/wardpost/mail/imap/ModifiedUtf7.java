package org.wardpost.mail.imap;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Names of mailboxes in seven bits (RFC 3501 §5.1.3). Strict when it reads, so that no two spellings can mean one name. */
final class ModifiedUtf7 {
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getDecoder();

    private ModifiedUtf7() {}

    /** @throws Malformed if {@code text} is not what {@link #encode} could have written */
    static String decode(String text) {
        if (text.indexOf('&') < 0) return text;
        var out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '&') {
                out.append(c);
                continue;
            }
            int end = text.indexOf('-', at);
            if (end < 0) throw malformed();
            out.append(end == at ? "&" : shifted(text.substring(at, end)));
            at = end + 1;
        }
        var decoded = out.toString();
        if (!encode(decoded).equals(text)) throw malformed(); // ASCII that was shifted, bits left over, half a character
        return decoded;
    }

    private static String shifted(String base64) {
        try {
            byte[] octets = DECODER.decode(base64.replace(',', '/'));
            if (octets.length % 2 != 0) throw malformed();
            return new String(octets, StandardCharsets.UTF_16BE);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    static String encode(String name) {
        var out = new StringBuilder(name.length() + 8);
        int at = 0;
        while (at < name.length()) {
            char c = name.charAt(at);
            if (c == '&') {
                out.append("&-");
                at++;
            } else if (isPlain(c)) {
                out.append(c);
                at++;
            } else {
                int end = at;
                while (end < name.length() && !isPlain(name.charAt(end))) end++;
                byte[] octets = name.substring(at, end).getBytes(StandardCharsets.UTF_16BE);
                out.append('&').append(ENCODER.encodeToString(octets).replace('/', ',')).append('-');
                at = end;
            }
        }
        return out.toString();
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 127;
    }

    private static Malformed malformed() {
        return new Malformed("not modified UTF-7");
    }
}
