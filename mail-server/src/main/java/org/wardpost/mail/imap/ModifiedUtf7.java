package org.wardpost.mail.imap;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Names of mailboxes in seven bits (RFC 3501 §5.1.3). What is not whole characters is refused; ASCII that need not have been
 * shifted is read all the same, as James's scripts do it. */
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
        return out.toString();
    }

    private static String shifted(String base64) {
        try {
            byte[] octets = DECODER.decode(base64.replace(',', '/'));
            var text = new String(octets, StandardCharsets.UTF_16BE);
            if (!base64(text).equals(base64)) throw malformed(); // half a character, bits left over
            return text;
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
                out.append('&').append(base64(name.substring(at, end))).append('-');
                at = end;
            }
        }
        return out.toString();
    }

    private static String base64(String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_16BE)).replace('/', ',');
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 127;
    }

    private static Malformed malformed() {
        return new Malformed("not modified UTF-7");
    }
}
