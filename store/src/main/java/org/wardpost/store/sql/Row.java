package org.wardpost.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardpost.vault.LookupTag;
import org.wardpost.vault.MaskedSum;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.WrappedKey;

/** A row of a result, read column after column in the order of the select. */
public final class Row {
    /** Makes one value of one row. */
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    private final ResultSet result;
    private int index;

    Row(ResultSet result) {
        this.result = result;
    }

    boolean next() throws SQLException {
        index = 0;
        return result.next();
    }

    public UUID id() throws SQLException {
        return result.getObject(++index, UUID.class);
    }

    public @Nullable UUID optionalId() throws SQLException {
        return result.getObject(++index, UUID.class);
    }

    public long number() throws SQLException {
        return result.getLong(++index);
    }

    public int small() throws SQLException {
        return result.getInt(++index);
    }

    public @Nullable Long optional() throws SQLException {
        long value = result.getLong(++index);
        return result.wasNull() ? null : value;
    }

    public boolean flag() throws SQLException {
        return result.getBoolean(++index);
    }

    public byte[] bytes() throws SQLException {
        return result.getBytes(++index);
    }

    public byte @Nullable [] optionalBytes() throws SQLException {
        return result.getBytes(++index);
    }

    public SealedBytes sealed() throws SQLException {
        return SealedBytes.ofStored(bytes());
    }

    public @Nullable SealedBytes optionalSealed() throws SQLException {
        byte[] value = optionalBytes();
        return value == null ? null : SealedBytes.ofStored(value);
    }

    public WrappedKey wrapped() throws SQLException {
        return WrappedKey.ofStored(bytes());
    }

    public LookupTag tag() throws SQLException {
        return LookupTag.ofStored(bytes());
    }

    public MaskedSum sum() throws SQLException {
        return new MaskedSum(bytes(), bytes());
    }
}
