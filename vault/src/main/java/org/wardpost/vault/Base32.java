package org.wardpost.vault;

import java.util.Locale;
import java.util.Optional;

/** RFC 4648 §6 base 32 in lower case without {@code =}: secrets that people copy from paper and read to each other. */
public final class Base32 {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

    private Base32() {}

    /** How many letters so many bytes have. */
    public static int letters(int bytes) {
        return (bytes * 8 + 4) / 5;
    }

    /** All of it, in groups of five letters with a dash between; a single letter at the end belongs to the group before. */
    public static String groups(byte[] bytes) {
        var letters = letters(bytes.length);
        var out = new StringBuilder();
        var bits = 0;
        var held = 0;
        var at = 0;
        for (var written = 0; written < letters; written++) {
            if (bits < 5) {
                held = held << 8 | (at < bytes.length ? bytes[at] & 0xff : 0);
                at++;
                bits += 8;
            }
            bits -= 5;
            if (written > 0 && written % 5 == 0 && written < letters - 1) {
                out.append('-');
            }
            out.append(LETTERS.charAt(held >> bits & 31));
            held &= (1 << bits) - 1;
        }
        return out.toString();
    }

    /**
     * The bytes of what was typed; dashes, spaces and letter case do not matter.
     * @return empty unless it is exactly {@code length} bytes: each has one text only, so spare bits must be zero
     */
    public static Optional<byte[]> bytes(String typed, int length) {
        var letters = typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        if (letters.length() != letters(length)) {
            return Optional.empty();
        }
        var bytes = new byte[length];
        var bits = 0;
        var held = 0;
        var at = 0;
        for (var letter = 0; letter < letters.length(); letter++) {
            var value = LETTERS.indexOf(letters.charAt(letter));
            if (value < 0) {
                return Optional.empty();
            }
            held = held << 5 | value;
            bits += 5;
            if (bits >= 8 && at < length) {
                bits -= 8;
                bytes[at++] = (byte) (held >> bits);
                held &= (1 << bits) - 1;
            }
        }
        return held == 0 ? Optional.of(bytes) : Optional.empty();
    }
}
