package org.wardpost.store.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wardpost.store.StoreFault;

/** Reads what {@link RecordWriter} wrote. */
public final class RecordReader {
    private record Field(int tag, byte[] value) {}

    private final List<Field> fields = new ArrayList<>();

    /** @throws StoreFault if it is of a newer form or cut; its seal has been checked, so this is no attack */
    public RecordReader(byte[] record) {
        var in = ByteBuffer.wrap(record);
        if (!in.hasRemaining() || in.get() != 0x01) {
            throw StoreFault.of("reading a record of an unknown form");
        }
        while (in.hasRemaining()) {
            if (in.remaining() < 5) {
                throw StoreFault.of("reading a record that is cut");
            }
            int tag = in.get() & 0xff;
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw StoreFault.of("reading a record that is cut");
            }
            var value = new byte[length];
            in.get(value);
            fields.add(new Field(tag, value));
        }
    }

    public Optional<byte[]> bytes(int tag) {
        return fields.stream().filter(f -> f.tag == tag).findFirst().map(Field::value);
    }

    /** All values of a tag, in order. */
    public List<byte[]> all(int tag) {
        return fields.stream().filter(f -> f.tag == tag).map(Field::value).toList();
    }

    /** The text of a field, empty if it is not there. */
    public String text(int tag) {
        return bytes(tag).map(RecordReader::decode).orElse("");
    }

    public List<String> texts(int tag) {
        return all(tag).stream().map(RecordReader::decode).toList();
    }

    public OptionalLong number(int tag) {
        var value = bytes(tag);
        return value.isPresent() ? OptionalLong.of(ByteBuffer.wrap(value.get()).getLong()) : OptionalLong.empty();
    }

    private static String decode(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
