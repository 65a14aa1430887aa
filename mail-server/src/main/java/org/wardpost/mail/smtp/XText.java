package org.wardpost.mail.smtp;

import java.util.Optional;

/** {@code xtext} of RFC 3461 §4: printable ASCII with {@code +} and {@code =} as {@code +XX}. */
public final class XText {
    private XText() {}

    /** The text, or nothing when it is not xtext. */
    public static Optional<String> decode(String xtext) {
        var out = new StringBuilder();
        for (int i = 0; i < xtext.length(); i++) {
            char c = xtext.charAt(i);
            if (c < 33 || c > 126 || c == '=') return Optional.empty();
            if (c == '+') {
                if (i + 2 >= xtext.length()) return Optional.empty();
                int high = Character.digit(xtext.charAt(i + 1), 16);
                int low = Character.digit(xtext.charAt(i + 2), 16);
                if (high < 0 || low < 0) return Optional.empty();
                c = (char) (16 * high + low);
                i += 2;
            }
            out.append(c);
        }
        return Optional.of(out.toString());
    }

    public static String encode(String text) {
        var out = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c < 33 || c > 126 || c == '+' || c == '=') out.append(String.format("+%02X", (int) c & 0xff));
            else out.append(c);
        }
        return out.toString();
    }
}
