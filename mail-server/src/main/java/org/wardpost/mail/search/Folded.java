package org.wardpost.mail.search;

import java.io.IOException;
import java.io.Reader;

/** A text that is looked for without regard to case (RFC 9051 §6.4.4), in strings and in streams of any length. */
final class Folded {
    private static final int CHUNK = 16 << 10;

    private final String needle;

    private Folded(String needle) {
        this.needle = needle;
    }

    static Folded of(String text) {
        return new Folded(fold(text));
    }

    boolean isIn(String text) {
        return isInFolded(fold(text));
    }

    /** @param folded by {@link #fold} */
    boolean isInFolded(String folded) {
        return folded.contains(needle);
    }

    /** Holds two chunks at most, overlapping by the length of what is looked for. */
    boolean isIn(Reader text) throws IOException {
        if (needle.isEmpty()) {
            return true;
        }
        int overlap = needle.length() - 1;
        var chunk = new char[Math.max(CHUNK, 4 * needle.length())];
        int kept = 0;
        int count = text.read(chunk, kept, chunk.length - kept);
        while (count >= 0) {
            int length = kept + count;
            for (int i = kept; i < length; i++) {
                chunk[i] = fold(chunk[i]);
            }
            if (new String(chunk, 0, length).contains(needle)) {
                return true;
            }
            kept = Math.min(overlap, length);
            System.arraycopy(chunk, length - kept, chunk, 0, kept);
            count = text.read(chunk, kept, chunk.length - kept);
        }
        return false;
    }

    static String fold(String text) {
        var folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = fold(folded[i]);
        }
        return new String(folded);
    }

    /** Both ways, so that letters with two lower-case forms (σ, ς) meet. */
    private static char fold(char c) {
        return c < 128 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(Character.toUpperCase(c));
    }
}
