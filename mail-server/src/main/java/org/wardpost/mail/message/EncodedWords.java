package org.wardpost.mail.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Encoded words (RFC 2047) as people read them, in linear time. mime4j's decoder is not used: it looks for a charset at each word,
 * and a header of half a megabyte of words in charsets that nobody knows took it half a minute.
 */
public final class EncodedWords {
    private static final int WORD = 16; // octets of a short one

    private final String text;
    private final StringBuilder out;
    private final ByteArrayOutputStream octets =
            new ByteArrayOutputStream(WORD); // of words beside each other, in one charset
    private Charset charset = StandardCharsets.US_ASCII; // of octets
    private int done; // of text
    private int close; // where the next "?=" was found last

    private EncodedWords(String text) {
        this.text = text;
        out = new StringBuilder(text.length());
    }

    /** Decodes the words of known charsets and leaves everything else as it stands. */
    public static String decoded(String text) {
        return text.contains("=?") ? new EncodedWords(text).decode() : text;
    }

    private String decode() {
        int at = text.indexOf("=?");
        while (at >= 0) {
            int end = word(at);
            at = text.indexOf("=?", end < 0 ? at + 2 : end);
        }
        endWords();
        return out.append(text, done, text.length()).toString();
    }

    /** @return where the word ends that begins at {@code start}, or a negative number when none does */
    private int word(int start) {
        int nameEnd = text.indexOf('?', start + 2);
        if (nameEnd < 0 || nameEnd + 2 >= text.length() || text.charAt(nameEnd + 2) != '?') return -1;
        int from = nameEnd + 3;
        if (close < from) close = text.indexOf("?=", from);
        if (close < 0) close = text.length();
        if (close <= from || close == text.length()) return -1;
        var named = charset(text.substring(start + 2, nameEnd));
        boolean base64 = is(text.charAt(nameEnd + 1), 'b');
        if (named.isEmpty() || (!base64 && !is(text.charAt(nameEnd + 1), 'q'))) return -1;
        between(start, named.get());
        if (base64) base64(from, close);
        else quoted(from, close);
        done = close + 2;
        return done;
    }

    private static boolean is(char c, char lower) {
        return (c | 0x20) == lower;
    }

    /** A language may stand behind the charset (RFC 2231 §5). */
    private static Optional<Charset> charset(String name) {
        int star = name.indexOf('*');
        return Charsets.named(star < 0 ? name : name.substring(0, star));
    }

    /** White space between two words vanishes, and a character may begin in one and end in the next (RFC 2047 §6.2, §6.3). */
    private void between(int start, Charset next) {
        boolean beside = octets.size() > 0 && text.substring(done, start).isBlank();
        if (beside && next.equals(charset)) return;
        endWords();
        if (!beside) out.append(text, done, start);
        charset = next;
    }

    private void endWords() {
        out.append(octets.toString(charset));
        octets.reset();
    }

    /** The encoding Q (§4.2), read leniently: what is no code stands for itself. */
    private void quoted(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int high = c == '=' && i + 2 < to ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                octets.write(high << 4 | low);
                i += 2;
            } else if (c < 128) octets.write(c == '_' ? ' ' : c);
            else octets.writeBytes(String.valueOf(c).getBytes(charset));
        }
    }

    /** The encoding B (§4.1), read leniently: what does not belong there is left out. */
    private void base64(int from, int to) {
        int bits = 0;
        int count = 0;
        for (int i = from; i < to && text.charAt(i) != '='; i++) {
            int value = value(text.charAt(i));
            if (value < 0) continue;
            bits = bits << 6 | value;
            count += 6;
            if (count < 8) continue;
            count -= 8;
            octets.write(bits >> count);
        }
    }

    private static int value(char c) {
        if (c >= 'A' && c <= 'Z') return c - 'A';
        if (c >= 'a' && c <= 'z') return c - 'a' + 26;
        if (c >= '0' && c <= '9') return c - '0' + 52;
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }
}
