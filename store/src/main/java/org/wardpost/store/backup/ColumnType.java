package org.wardpost.store.backup;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.StoreFault;

/** The types of the schema, as a row file has them; the same for both databases. */
enum ColumnType {
    ID(1),
    NUMBER(2),
    SMALL(3),
    BYTES(4),
    FLAG(5);

    /** No column is longer; what lies in a row is at most a megabyte of ciphertext. */
    private static final int LONGEST = 64 << 20;

    private final int code;

    ColumnType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static ColumnType of(int code) throws IOException {
        for (var type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IOException("a column of an unknown type");
    }

    /** @param dataType as {@code information_schema} names it */
    static ColumnType ofSql(String dataType) {
        return switch (dataType.toLowerCase(Locale.ROOT)) {
            case "uuid" -> ID;
            case "bigint" -> NUMBER;
            case "integer", "smallint" -> SMALL;
            case "bytea", "binary varying" -> BYTES;
            case "boolean" -> FLAG;
            default -> throw StoreFault.of("a column has a type that archives do not know");
        };
    }

    @Nullable
    Object get(ResultSet row, int index) throws SQLException {
        Object value = switch (this) {
            case ID -> row.getObject(index, UUID.class);
            case NUMBER -> row.getLong(index);
            case SMALL -> row.getInt(index);
            case BYTES -> row.getBytes(index);
            case FLAG -> row.getBoolean(index);
        };
        return row.wasNull() ? null : value;
    }

    void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (this) {
            case ID -> statement.setObject(index, value, Types.OTHER);
            case NUMBER -> statement.setObject(index, value, Types.BIGINT);
            case SMALL -> statement.setObject(index, value, Types.INTEGER);
            case BYTES -> statement.setBytes(index, (byte[]) value);
            case FLAG -> statement.setObject(index, value, Types.BOOLEAN);
        }
    }

    /** One byte that says whether it is there, then the value. */
    void write(DataOutputStream out, @Nullable Object value) throws IOException {
        out.writeByte(value == null ? 0 : 1);
        if (value == null) {
            return;
        }
        switch (this) {
            case ID -> {
                out.writeLong(((UUID) value).getMostSignificantBits());
                out.writeLong(((UUID) value).getLeastSignificantBits());
            }
            case NUMBER -> out.writeLong((Long) value);
            case SMALL -> out.writeInt((Integer) value);
            case BYTES -> {
                out.writeInt(((byte[]) value).length);
                out.write((byte[]) value);
            }
            case FLAG -> out.writeByte((Boolean) value ? 1 : 0);
        }
    }

    @Nullable
    Object read(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() == 0) {
            return null;
        }
        return switch (this) {
            case ID -> new UUID(in.readLong(), in.readLong());
            case NUMBER -> in.readLong();
            case SMALL -> in.readInt();
            case BYTES -> bytes(in);
            case FLAG -> in.readUnsignedByte() == 1;
        };
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a value of an impossible length");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("a value that is cut");
        }
        return bytes;
    }
}
