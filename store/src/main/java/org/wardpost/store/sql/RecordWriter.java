package org.wardpost.store.sql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes the plaintext of a sealed record: 0x01, then fields of tag(1), length(4) and value, in ascending order of tags; a
 * tag may come several times for a list, and a reader passes over tags that it does not know.
 */
public final class RecordWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

    public RecordWriter() {
        out.write(0x01);
    }

    /** @param tag 1 to 255 */
    public RecordWriter bytes(int tag, byte[] value) {
        out.write(tag);
        out.writeBytes(ByteBuffer.allocate(4).putInt(value.length).array());
        out.writeBytes(value);
        return this;
    }

    public RecordWriter text(int tag, String value) {
        return bytes(tag, value.getBytes(StandardCharsets.UTF_8));
    }

    public RecordWriter number(int tag, long value) {
        return bytes(tag, ByteBuffer.allocate(8).putLong(value).array());
    }

    public byte[] done() {
        return out.toByteArray();
    }
}
