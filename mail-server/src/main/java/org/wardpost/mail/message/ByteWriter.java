package org.wardpost.mail.message;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Writes the fields of an encoded summary: numbers as LEB128, everything else preceded by its length. */
final class ByteWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

    byte[] toBytes() {
        return out.toByteArray();
    }

    ByteWriter octet(int value) {
        out.write(value);
        return this;
    }

    /** @param value not negative */
    ByteWriter number(long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** Small negative numbers stay small (ZigZag). */
    ByteWriter signed(long value) {
        return number(value << 1 ^ value >> 63);
    }

    ByteWriter blob(byte[] bytes) {
        number(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    ByteWriter octets(String octets) {
        return blob(Octets.bytes(octets));
    }

    ByteWriter optional(Optional<String> octets) {
        octet(octets.isPresent() ? 1 : 0);
        octets.ifPresent(this::octets);
        return this;
    }
}
