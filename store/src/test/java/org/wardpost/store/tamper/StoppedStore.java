package org.wardpost.store.tamper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The files of a store that is closed, opened by H2's own driver as anybody may; they can be put back as they were. */
final class StoppedStore {
    static final UUID SERVER = new UUID(0, 0);
    private static final Set<String> OF_OBJECTS = Set.of("object", "object_body", "object_references");

    private final Path data;
    private final Path kept;
    private final Map<String, Table> tables;

    StoppedStore(Path data) {
        this.data = data;
        this.kept = data.resolveSibling("kept");
        copy(data, kept);
        this.tables = with(StoppedStore::schema);
    }

    /** What the database says of a table. @param columns their types by name, in order @param key those of the primary key */
    record Table(String name, Map<String, String> columns, List<String> key) {
        boolean isOfAccounts() {
            return columns.containsKey("account") || OF_OBJECTS.contains(name);
        }

        private String ofAccount() {
            if (OF_OBJECTS.contains(name)) {
                return " where number in (select object_number from message where account = ?)";
            }
            return columns.containsKey("account") ? " where account = ?" : " where ? is not null";
        }

        private String thisRow() {
            return " where "
                    + String.join(
                            " and ", key.stream().map(column -> column + " = ?").toList());
        }
    }

    /** A row as it lies there. */
    record Row(Table table, Map<String, Object> values) {
        List<Object> key() {
            return table.key.stream().map(values::get).toList();
        }

        boolean isLike(Row other) {
            return values.keySet().stream()
                    .allMatch(column -> Objects.deepEquals(values.get(column), other.values.get(column)));
        }
    }

    Map<String, Table> tables() {
        return tables;
    }

    boolean isEmpty(Table table) {
        return with(connection -> {
            try (var statement = connection.createStatement();
                    var found = statement.executeQuery("select 1 from " + table.name + " limit 1")) {
                return !found.next();
            }
        });
    }

    /** Rows of an account, or those that belong to none. */
    List<Row> rows(Table table, UUID account) {
        return with(connection -> {
            try (var statement = connection.prepareStatement(
                    "select * from " + table.name + table.ofAccount() + " order by " + String.join(", ", table.key))) {
                statement.setObject(1, account);
                return rows(table, statement.executeQuery());
            }
        });
    }

    private static List<Row> rows(Table table, ResultSet found) throws SQLException {
        var rows = new ArrayList<Row>();
        while (found.next()) {
            var values = new LinkedHashMap<String, Object>();
            for (var column : table.columns.keySet()) {
                values.put(column, found.getObject(column));
            }
            rows.add(new Row(table, values));
        }
        return rows;
    }

    /** @return false if a unique column has that value already */
    boolean set(Row row, Map<String, Object> changed) {
        var assigned = String.join(
                ", ", changed.keySet().stream().map(column -> column + " = ?").toList());
        var values = new ArrayList<>(changed.values());
        values.addAll(row.key());
        return run("update " + row.table.name + " set " + assigned + row.table.thisRow(), values);
    }

    boolean delete(Row row) {
        return run("delete from " + row.table.name + row.table.thisRow(), row.key());
    }

    boolean insert(Row row) {
        var places =
                String.join(", ", row.values.keySet().stream().map(_ -> "?").toList());
        return run(
                "insert into " + row.table.name + " (" + String.join(", ", row.values.keySet()) + ") values (" + places
                        + ")",
                new ArrayList<>(row.values.values()));
    }

    private boolean run(String sql, List<Object> values) {
        return with(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.size(); i++) {
                    statement.setObject(i + 1, values.get(i));
                }
                return statement.executeUpdate() == 1;
            } catch (SQLIntegrityConstraintViolationException taken) {
                return false;
            }
        });
    }

    private static Map<String, Table> schema(Connection connection) throws SQLException {
        var tables = new TreeMap<String, Table>();
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("select table_name, column_name, data_type"
                        + " from information_schema.columns where table_schema = 'PUBLIC'"
                        + " and table_name <> 'flyway_schema_history' order by table_name, ordinal_position")) {
            while (found.next()) {
                tables.computeIfAbsent(
                                lower(found, 1), name -> new Table(name, new LinkedHashMap<>(), new ArrayList<>()))
                        .columns
                        .put(lower(found, 2), found.getString(3));
            }
        }
        for (var table : tables.values()) {
            try (var keys = connection.getMetaData().getPrimaryKeys(null, null, table.name.toUpperCase(Locale.ROOT))) {
                while (keys.next()) {
                    table.key.add(lower(keys, 4));
                }
            }
        }
        return tables;
    }

    private static String lower(ResultSet found, int column) throws SQLException {
        return found.getString(column).toLowerCase(Locale.ROOT);
    }

    /** Everything is as it was when this object was made. */
    void putBack() {
        delete(data);
        copy(kept, data);
    }

    /** Deletes what {@link #putBack} would put back. */
    void forget() {
        delete(kept);
    }

    private static void copy(Path from, Path to) {
        try (var all = Files.walk(from)) {
            for (var file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T with(Work<T> work) {
        var url = "jdbc:h2:" + data.resolve("db/wardpost").toAbsolutePath();
        try (var connection = DriverManager.getConnection(url, "sa", "")) {
            return work.with(connection);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
