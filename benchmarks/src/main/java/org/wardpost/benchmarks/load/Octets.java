package org.wardpost.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** One response as it came, seen in the buffer it was read into. */
final class Octets {
    private byte[] buffer = {};
    private int from;
    private int to;
    private final CRC32C crc = new CRC32C();

    void set(byte[] octets, int first, int last) {
        buffer = octets;
        from = first;
        to = last;
    }

    boolean startsWith(String ascii) {
        return to - from >= ascii.length() && isAt(from, ascii);
    }

    boolean endsWith(String ascii) {
        return to - from >= ascii.length() && isAt(to - ascii.length(), ascii);
    }

    /** Where {@code ascii} ends within it, or -1. */
    int after(String ascii) {
        for (int i = from; i <= to - ascii.length(); i++) {
            if (isAt(i, ascii)) return i - from + ascii.length();
        }
        return -1;
    }

    /** The number behind {@code ascii}. @throws AssertionError if there is none */
    long number(String ascii) {
        int at = after(ascii);
        if (at < 0) throw new AssertionError("no \"" + ascii + "\" in: " + this);
        long number = 0;
        int i = from + at;
        for (; i < to && buffer[i] >= '0' && buffer[i] <= '9'; i++) number = 10 * number + buffer[i] - '0';
        if (i == from + at) throw new AssertionError("no number behind \"" + ascii + "\" in: " + this);
        return number;
    }

    /** CRC-32C of the literal whose length stands behind {@code ascii}. */
    long literal(String ascii) {
        long length = number(ascii);
        int at = from + after(ascii);
        while (buffer[at] != '\n') at++;
        crc.reset();
        crc.update(buffer, at + 1, (int) length);
        return crc.getValue();
    }

    void expect(String ascii) {
        if (!startsWith(ascii)) throw new AssertionError("not \"" + ascii + "\": " + this);
    }

    private boolean isAt(int place, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (buffer[place + i] != ascii.charAt(i)) return false;
        }
        return true;
    }

    /** The response, or its beginning. */
    @Override
    public String toString() {
        return new String(buffer, from, Math.min(to - from, 200), StandardCharsets.ISO_8859_1);
    }
}
