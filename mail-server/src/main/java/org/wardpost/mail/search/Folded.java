package org.wardpost.mail.search;

import java.io.IOException;
import java.io.Reader;
import java.text.Normalizer;
import java.text.Normalizer.Form;

/** A text that is looked for as i;unicode-casemap compares (RFC 5051 §2, which I18NLEVEL=1 promises), in strings and in streams of any
 * length. */
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
        var tail = "";
        int held = 0;
        int count = text.read(chunk, 0, chunk.length);
        while (count >= 0) {
            int length = held + count;
            held = length > 0 && Character.isHighSurrogate(chunk[length - 1]) ? 1 : 0;
            var all = tail + fold(new String(chunk, 0, length - held));
            if (all.contains(needle)) {
                return true;
            }
            tail = all.substring(Math.max(0, all.length() - overlap));
            if (held > 0) {
                chunk[0] = chunk[length - 1]; // half a character: its other half comes next
            }
            count = text.read(chunk, held, chunk.length - held);
        }
        return false;
    }

    /** Case first, then what characters are made of, whose case counts no more either (RFC 5051 §2): é meets e with an accent behind
     * it, as macOS writes it. */
    static String fold(String text) {
        var folded = text.toCharArray();
        boolean ascii = true;
        for (int i = 0; i < folded.length; i++) {
            ascii &= folded[i] < 128;
            folded[i] = fold(folded[i]);
        }
        var simple = new String(folded);
        if (ascii || Normalizer.isNormalized(simple, Form.NFKD)) {
            return simple;
        }
        var pieces = Normalizer.normalize(simple, Form.NFKD).toCharArray();
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = fold(pieces[i]);
        }
        return new String(pieces);
    }

    /** Both ways, so that letters with two lower-case forms (σ, ς) meet. */
    private static char fold(char c) {
        return c < 128 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(Character.toUpperCase(c));
    }
}
