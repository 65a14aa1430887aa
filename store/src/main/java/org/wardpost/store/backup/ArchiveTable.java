package org.wardpost.store.backup;

import java.util.List;
import java.util.stream.Collectors;

/** A table and its columns, by their names in lower case. */
record ArchiveTable(String name, List<Column> columns) {
    record Column(String name, ColumnType type) {}

    String select() {
        return "select " + names() + " from " + name;
    }

    String insert() {
        return "insert into " + name + " (" + names() + ") values ("
                + columns.stream().map(_ -> "?").collect(Collectors.joining(", ")) + ")";
    }

    int index(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name.equals(column)) {
                return i;
            }
        }
        throw new ArchiveException(
                "The table " + name + " of the backup has no column " + column + ": it is of another version.");
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
