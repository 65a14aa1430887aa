package org.wardpost.store.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.wardpost.store.Progress;
import org.wardpost.store.StoreFault;
import org.wardpost.store.blob.BlobStore;
import org.wardpost.store.sql.Database;

/**
 * Puts the rows and files of a checked archive into an empty store. The row of table {@code installation} comes last: without it a
 * database belongs to nobody, and the next try begins with deleting what is there.
 */
public final class RowRestore {
    private static final String LAST = "installation";
    private static final int BATCH = 500;

    private final Archive archive;
    private final Progress progress;
    private long done;
    private final long all;

    /** @param progress counts rows and object files */
    public RowRestore(Archive archive, Progress progress) {
        this.archive = archive;
        this.progress = progress;
        this.all = archive.manifest().tables().stream()
                        .mapToLong(Manifest.Table::rows)
                        .sum()
                + archive.manifest().objects().count();
    }

    /** @param database whose schema has the archive's version and whose tables belong to nobody */
    public void into(Database database, BlobStore blobs) {
        try (var connection = database.connection()) {
            connection.setAutoCommit(false);
            var tables = new HashMap<String, ArchiveTable>();
            ArchiveSchema.tables(connection).forEach(table -> tables.put(table.name(), table));
            clear(connection, tables);
            objects(blobs);
            for (var table : archive.manifest().tables()) {
                if (!table.name().equals(LAST)) {
                    rows(connection, known(tables, table.name()));
                }
            }
            sequences(connection);
            rows(connection, known(tables, LAST));
            connection.setAutoCommit(true);
        } catch (SQLException failed) {
            throw StoreFault.of("writing restored rows", failed);
        } catch (IOException failed) {
            throw new ArchiveException(
                    "The backup " + archive.path() + " cannot be read to its end: " + ArchiveFolder.reason(failed)
                            + ".",
                    failed);
        }
    }

    private static void clear(Connection connection, Map<String, ArchiveTable> tables) throws SQLException {
        for (var table : tables.keySet()) {
            execute(connection, "delete from " + table);
        }
        connection.commit();
    }

    private ArchiveTable known(Map<String, ArchiveTable> tables, String name) {
        var table = tables.get(name);
        if (table == null) {
            throw new ArchiveException("The backup has a table that this version does not know (" + name + ").");
        }
        return table;
    }

    private void rows(Connection connection, ArchiveTable table) throws SQLException, IOException {
        try (var reader = new RowFile.Reader(archive.folder().rows(table.name()))) {
            if (!new HashSet<>(reader.table().columns()).equals(new HashSet<>(table.columns()))
                    || !reader.table().name().equals(table.name())) {
                throw new ArchiveException(
                        "The table " + table.name() + " of the backup has other columns than this version knows.");
            }
            try (var statement = connection.prepareStatement(reader.table().insert())) {
                insert(connection, reader, statement);
            }
        }
    }

    private void insert(Connection connection, RowFile.Reader reader, PreparedStatement statement)
            throws SQLException, IOException {
        var columns = reader.table().columns();
        int waiting = 0;
        for (var values = reader.next(); values != null; values = reader.next()) {
            for (int i = 0; i < values.length; i++) {
                columns.get(i).type().set(statement, i + 1, values[i]);
            }
            statement.addBatch();
            done++;
            if (++waiting == BATCH) {
                flush(connection, statement);
                waiting = 0;
            }
        }
        flush(connection, statement);
    }

    private void flush(Connection connection, PreparedStatement statement) throws SQLException {
        statement.executeBatch();
        connection.commit();
        progress.at(done, all);
    }

    private void sequences(Connection connection) throws SQLException {
        var known = List.copyOf(ArchiveSchema.sequences(connection));
        for (var sequence : archive.manifest().sequences().entrySet()) {
            if (known.contains(sequence.getKey())) {
                execute(connection, "alter sequence " + sequence.getKey() + " restart with " + sequence.getValue());
            }
        }
        connection.commit();
    }

    private void objects(BlobStore blobs) throws IOException {
        archive.folder().eachObject(object -> {
            blobs.copyIn(object.name(), archive.folder().object(object.name()));
            progress.at(++done, all);
        });
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var prepared = connection.prepareStatement(statement)) {
            prepared.execute();
        }
    }
}
