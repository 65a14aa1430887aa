package org.wardpost.store.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Which tables and sequences a database has: asked of it, so that a new table is in the next backup without a list to forget it in. */
final class ArchiveSchema {
    private static final String COLUMNS = "select table_name, column_name, data_type from information_schema.columns"
            + " where table_schema = current_schema order by table_name, ordinal_position";
    private static final String SEQUENCES =
            "select sequence_name from information_schema.sequences where sequence_schema = current_schema order by sequence_name";
    private static final String HISTORY = "flyway_schema_history";

    private ArchiveSchema() {}

    /** All tables but Flyway's own, in the order of their names. */
    static List<ArchiveTable> tables(Connection connection) throws SQLException {
        var columns = new TreeMap<String, List<ArchiveTable.Column>>();
        try (var statement = connection.prepareStatement(COLUMNS);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                var table = lower(rows.getString(1));
                if (!table.equals(HISTORY)) {
                    columns.computeIfAbsent(table, _ -> new ArrayList<>())
                            .add(new ArchiveTable.Column(
                                    lower(rows.getString(2)), ColumnType.ofSql(rows.getString(3))));
                }
            }
        }
        return columns.entrySet().stream()
                .map(entry -> new ArchiveTable(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    static List<String> sequences(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = connection.prepareStatement(SEQUENCES);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(lower(rows.getString(1)));
            }
        }
        return names;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
