package org.wardpost.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardpost.vault.LookupTag;
import org.wardpost.vault.MaskedSum;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.WrappedKey;

/**
 * Sets the parameters of a statement in order. It takes what may lie in clear (ids, numbers) and what vault made, and no text
 * and no bytes of anybody else: plaintext in a row does not compile.
 */
public final class Bind {
    /** Sets the parameters of one execution. */
    public interface Values {
        void to(Bind bind) throws SQLException;
    }

    private final PreparedStatement statement;
    private int index;

    Bind(PreparedStatement statement) {
        this.statement = statement;
    }

    Bind restart() {
        index = 0;
        return this;
    }

    public Bind id(@Nullable UUID id) throws SQLException {
        statement.setObject(++index, id, Types.OTHER);
        return this;
    }

    public Bind number(long value) throws SQLException {
        statement.setLong(++index, value);
        return this;
    }

    /** For {@code = any(?)} over BIGINT. */
    public Bind numbers(long[] values) throws SQLException {
        var boxed = java.util.Arrays.stream(values).boxed().toArray(Long[]::new);
        statement.setArray(++index, statement.getConnection().createArrayOf("bigint", boxed));
        return this;
    }

    /** For columns of type INTEGER and SMALLINT. */
    public Bind small(int value) throws SQLException {
        statement.setInt(++index, value);
        return this;
    }

    public Bind optional(@Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(++index, Types.BIGINT);
        } else {
            statement.setLong(++index, value);
        }
        return this;
    }

    public Bind flag(boolean value) throws SQLException {
        statement.setBoolean(++index, value);
        return this;
    }

    public Bind sealed(@Nullable SealedBytes value) throws SQLException {
        return bytes(value == null ? null : value.bytes());
    }

    public Bind wrapped(@Nullable WrappedKey value) throws SQLException {
        return bytes(value == null ? null : value.bytes());
    }

    public Bind tag(@Nullable LookupTag value) throws SQLException {
        return bytes(value == null ? null : value.bytes());
    }

    public Bind mac(RowMac value) throws SQLException {
        return bytes(value.stored());
    }

    /** Two parameters: nonce and masked sum. */
    public Bind sum(MaskedSum value) throws SQLException {
        return bytes(value.nonce()).bytes(value.masked());
    }

    /** Text of an event: random ids and a counter, nothing else. */
    public Bind event(String idsAndCounter) throws SQLException {
        statement.setString(++index, idsAndCounter);
        return this;
    }

    /** What anybody may know: public keys, signatures, hashes of sealed rows, slots that vault sealed. Never content. */
    public Bind open(byte @Nullable [] value) throws SQLException {
        return bytes(value);
    }

    private Bind bytes(byte @Nullable [] value) throws SQLException {
        if (value == null) {
            statement.setNull(++index, Types.VARBINARY);
        } else {
            statement.setBytes(++index, value);
        }
        return this;
    }
}
