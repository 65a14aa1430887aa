package org.wardpost.mail.message;

import java.util.Arrays;
import java.util.Optional;

/** Reads what {@link ByteWriter} wrote. What it reads was authenticated before, so a fault here is a bug, not an attack. */
final class ByteReader {
    private final byte[] bytes;
    private int at;
    private final int end;

    ByteReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    boolean atEnd() {
        return at == end;
    }

    int octet() {
        if (at >= end) {
            throw new IllegalArgumentException("The summary of a message ends too early");
        }
        return bytes[at++] & 0xff;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("The summary of a message holds a number of more than 64 bits");
    }

    long signed() {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }

    int count() {
        return Math.toIntExact(number());
    }

    /** Skips a blob; its range can be read later. */
    Range range() {
        int length = count();
        if (length < 0 || length > end - at) {
            throw new IllegalArgumentException("The summary of a message ends too early");
        }
        at += length;
        return new Range(at - length, at);
    }

    byte[] blob() {
        return range().of(bytes);
    }

    String octets() {
        var range = range();
        return Octets.string(bytes, range.from(), range.to());
    }

    Optional<String> optional() {
        return octet() == 1 ? Optional.of(octets()) : Optional.empty();
    }

    record Range(int from, int to) {
        byte[] of(byte[] bytes) {
            return Arrays.copyOfRange(bytes, from, to);
        }
    }
}
