package org.wardpost.vault;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Fixed-width big-endian encoding of contexts and records. */
final class Bytes {
    private final ByteBuffer buffer;

    private Bytes(int length) {
        this.buffer = ByteBuffer.allocate(length);
    }

    static Bytes of(int length) {
        return new Bytes(length);
    }

    Bytes octet(int value) {
        buffer.put((byte) value);
        return this;
    }

    Bytes int32(int value) {
        buffer.putInt(value);
        return this;
    }

    Bytes int64(long value) {
        buffer.putLong(value);
        return this;
    }

    Bytes id(UUID id) {
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return this;
    }

    Bytes raw(byte[] bytes) {
        buffer.put(bytes);
        return this;
    }

    /** @throws IllegalStateException if less was written than announced: the widths are fixed */
    byte[] done() {
        if (buffer.hasRemaining()) {
            throw new IllegalStateException(buffer.remaining() + " bytes missing in a fixed-width encoding");
        }
        return buffer.array();
    }

    static UUID id(ByteBuffer from) {
        return new UUID(from.getLong(), from.getLong());
    }

    static byte[] take(ByteBuffer from, int length) {
        var bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (var part : parts) {
            length += part.length;
        }
        var all = ByteBuffer.allocate(length);
        for (var part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
