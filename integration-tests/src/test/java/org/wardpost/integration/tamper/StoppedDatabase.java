package org.wardpost.integration.tamper;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.wardpost.integration.RunningServer;

/** The H2 file of a server that is stopped, opened by H2's own driver as anybody may. */
public final class StoppedDatabase implements AutoCloseable {
    private final Connection connection;

    public StoppedDatabase(RunningServer.Folders folders) {
        try {
            connection = DriverManager.getConnection(
                    "jdbc:h2:" + folders.data().toAbsolutePath().resolve("db/wardpost"), "sa", "");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One row, by the names of its columns in their order. */
    public List<Map<String, Object>> rows(String query, Object... values) {
        try (var statement = prepared(query, values);
                var result = statement.executeQuery()) {
            var rows = new ArrayList<Map<String, Object>>();
            while (result.next()) rows.add(row(result));
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private static Map<String, Object> row(ResultSet result) throws SQLException {
        var row = new LinkedHashMap<String, Object>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++)
            row.put(result.getMetaData().getColumnName(i).toLowerCase(java.util.Locale.ROOT), result.getObject(i));
        return row;
    }

    public int change(String update, Object... values) {
        try (var statement = prepared(update, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(update, e);
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
        return statement;
    }

    /** The value with one bit of one of its octets turned over. */
    static Object flipped(Object value, Random random) {
        return switch (value) {
            case byte[] bytes -> {
                var changed = bytes.clone();
                changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                yield changed;
            }
            case Long number -> number ^ (1L << random.nextInt(63));
            case Integer number -> number ^ (1 << random.nextInt(31));
            case UUID id ->
                new UUID(id.getMostSignificantBits() ^ (1L << random.nextInt(64)), id.getLeastSignificantBits());
            default -> throw new IllegalArgumentException(value.getClass().toString());
        };
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
