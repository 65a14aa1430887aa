package org.wardpost.store.backup;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of a row file, its values by the names of their columns. */
record ArchiveRow(ArchiveTable table, @Nullable Object[] values) {
    UUID id(String column) {
        return (UUID) required(column);
    }

    @Nullable
    UUID optionalId(String column) {
        return (UUID) values[table.index(column)];
    }

    long number(String column) {
        return (Long) required(column);
    }

    int small(String column) {
        return (Integer) required(column);
    }

    byte[] bytes(String column) {
        return (byte[]) required(column);
    }

    byte @Nullable [] optionalBytes(String column) {
        return (byte[]) values[table.index(column)];
    }

    private Object required(String column) {
        return Objects.requireNonNull(values[table.index(column)], column);
    }

    /** The table only. */
    @Override
    public String toString() {
        return "ArchiveRow[" + table.name() + "]";
    }
}
