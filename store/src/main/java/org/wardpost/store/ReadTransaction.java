package org.wardpost.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.sql.Bind;
import org.wardpost.store.sql.Database;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.Statements;

/** Reads rows. The connection is taken at the first statement, so that waiting for a lock holds none. */
public sealed class ReadTransaction permits WriteTransaction {
    final Database database;
    private final Consumer<RuntimeException> damage;
    private @Nullable Connection connection;

    ReadTransaction(Database database, Consumer<RuntimeException> damage) {
        this.database = database;
        this.damage = damage;
    }

    /** Where {@link Intact} reports what it leaves out: it is logged and audited once. */
    public Consumer<RuntimeException> damage() {
        return damage;
    }

    /** jOOQ on this transaction's connection, for statements that are not on a hot path. */
    public DSLContext sql() {
        return database.dsl(connection());
    }

    /** All rows, in the order of the statement. */
    public <T> List<T> list(Sql sql, Bind.Values values, Row.Reader<T> reader) {
        var rows = new ArrayList<T>();
        this.<T>each(sql, values, reader, rows::add);
        return rows;
    }

    /** The rows that are what was written. @param bad hears of each other one */
    public <T> List<T> intact(Sql sql, Bind.Values values, Row.Reader<T> reader, Consumer<RuntimeException> bad) {
        return list(sql, values, Intact.reader(reader, bad)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** The first row if there is one. */
    public <T> Optional<T> first(Sql sql, Bind.Values values, Row.Reader<T> reader) {
        try {
            return Statements.first(connection(), sql, values, reader);
        } catch (SQLException failed) {
            throw new SqlFailure(failed);
        }
    }

    /** Hands each row on as it comes, so that nothing is gathered. */
    public <T> void each(Sql sql, Bind.Values values, Row.Reader<T> reader, Consumer<? super T> consumer) {
        try {
            Statements.each(connection(), sql, values, reader, consumer);
        } catch (SQLException failed) {
            throw new SqlFailure(failed);
        }
    }

    /** Whether the database is shared with other nodes, which the locks of this process do not stop. */
    public boolean isShared() {
        return database.isPostgres();
    }

    /**
     * The rows of many numbers. PostgreSQL takes them in one round trip; H2 compares each row with each number then, and is quicker
     * with one execution a number.
     *
     * @param one ends with {@code = ?}
     * @param any the same with {@code = any(?)}
     * @param first the parameters before it
     */
    public <T> void eachOf(
            Sql one, Sql any, Bind.Values first, long[] numbers, Row.Reader<T> reader, Consumer<? super T> consumer) {
        if (database.isPostgres()) {
            each(
                    any,
                    b -> {
                        first.to(b);
                        b.numbers(numbers);
                    },
                    reader,
                    consumer);
            return;
        }
        try {
            Statements.eachOf(connection(), one, first, numbers, reader, consumer);
        } catch (SQLException failed) {
            throw new SqlFailure(failed);
        }
    }

    /** The connection, for prepared statements that {@link Sql} does not fit. */
    public Connection connection() {
        if (connection == null) {
            try {
                connection = open();
            } catch (SQLException failed) {
                throw new SqlFailure(failed);
            }
        }
        return connection;
    }

    /** JDBC of a caller's own; a failure of the driver goes where those of {@link #list} go. */
    public <T extends @Nullable Object> T jdbc(JdbcWork<T> work) {
        try {
            return work.on(connection());
        } catch (SQLException failed) {
            throw new SqlFailure(failed);
        }
    }

    /** Works on the connection of a transaction and leaves it open. */
    public interface JdbcWork<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    Connection open() throws SQLException {
        return database.connection();
    }

    boolean touched() {
        return connection != null;
    }

    void release() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }

    /** A driver's failure on its way to {@link Transactions}, which retries it or makes it a {@link StoreFault}. */
    static final class SqlFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final SQLException failure;

        SqlFailure(SQLException failure) {
            super("database failure", null, false, false);
            this.failure = failure;
        }
    }
}
