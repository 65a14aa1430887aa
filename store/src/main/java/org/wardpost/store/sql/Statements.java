package org.wardpost.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs rendered statements on a connection; both drivers keep what they prepared by its text. */
public final class Statements {
    /** Sets the parameters of one of many executions. */
    public interface EachValues<E> {
        void to(Bind bind, E element) throws SQLException;
    }

    private Statements() {}

    public static <T> Optional<T> first(Connection connection, Sql sql, Bind.Values values, Row.Reader<T> reader)
            throws SQLException {
        try (var statement = prepare(connection, sql, values);
                var result = statement.executeQuery()) {
            var row = new Row(result);
            return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
        }
    }

    public static <T> void each(
            Connection connection, Sql sql, Bind.Values values, Row.Reader<T> reader, Consumer<? super T> consumer)
            throws SQLException {
        try (var statement = prepare(connection, sql, values);
                var result = statement.executeQuery()) {
            var row = new Row(result);
            while (row.next()) {
                consumer.accept(reader.read(row));
            }
        }
    }

    /** One execution for each of {@code last}, which is the statement's last parameter: what {@code = any(?)} is to PostgreSQL. */
    public static <T> void eachOf(
            Connection connection,
            Sql sql,
            Bind.Values first,
            long[] last,
            Row.Reader<T> reader,
            Consumer<? super T> consumer)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql.text())) {
            var bind = new Bind(statement);
            for (long value : last) {
                first.to(bind.restart());
                bind.number(value);
                try (var result = statement.executeQuery()) {
                    var row = new Row(result);
                    while (row.next()) {
                        consumer.accept(reader.read(row));
                    }
                }
            }
        }
    }

    /** @return how many rows were changed */
    public static int update(Connection connection, Sql sql, Bind.Values values) throws SQLException {
        try (var statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** @return how many rows each execution changed */
    public static <E> int[] batch(Connection connection, Sql sql, List<E> elements, EachValues<E> values)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql.text())) {
            var bind = new Bind(statement);
            for (E element : elements) {
                values.to(bind.restart(), element);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    private static PreparedStatement prepare(Connection connection, Sql sql, Bind.Values values) throws SQLException {
        var statement = connection.prepareStatement(sql.text());
        try {
            values.to(new Bind(statement));
            return statement;
        } catch (SQLException | RuntimeException failed) {
            statement.close();
            throw failed;
        }
    }
}
