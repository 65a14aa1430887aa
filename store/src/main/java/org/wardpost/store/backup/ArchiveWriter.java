package org.wardpost.store.backup;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.Progress;
import org.wardpost.store.blob.BlobStore;
import org.wardpost.store.sql.Database;
import org.wardpost.vault.TamperedException;

/** Writes the rows that one instant saw, and after them the object files that those rows name. */
final class ArchiveWriter {
    private static final int FETCH = 200;
    private static final int CHUNK = 1 << 16;

    private final Database database;
    private final BlobStore blobs;
    private final ArchiveFolder folder;
    private final Progress progress;
    private final Set<UUID> named = new LinkedHashSet<>();
    private final List<UUID> missing = new ArrayList<>();
    private long rows;

    /** @param progress counts rows, then object files */
    ArchiveWriter(Database database, BlobStore blobs, ArchiveFolder folder, Progress progress) {
        this.database = database;
        this.blobs = blobs;
        this.folder = folder;
        this.progress = progress;
    }

    /** What was written, for the manifest. */
    record Written(
            List<Manifest.Table> tables,
            TreeMap<String, Long> sequences,
            Manifest.ObjectFiles objects,
            List<UUID> missing) {}

    /** The caller keeps object files from being deleted meanwhile. */
    Written write() throws IOException, SQLException {
        var tables = new ArrayList<Manifest.Table>();
        var sequences = new TreeMap<String, Long>();
        try (var snapshot = database.snapshot()) {
            for (var table : ArchiveSchema.tables(snapshot)) {
                tables.add(write(snapshot, table));
            }
            for (var sequence : ArchiveSchema.sequences(snapshot)) {
                sequences.put(sequence, next(sequence));
            }
            snapshot.rollback();
        }
        return new Written(tables, sequences, writeObjects(), missing);
    }

    private Manifest.Table write(Connection snapshot, ArchiveTable table) throws IOException, SQLException {
        try (var file = HashedFile.create(folder.rows(table.name()));
                var statement = snapshot.prepareStatement(table.select())) {
            statement.setFetchSize(FETCH);
            var writer = new RowFile.Writer(file, table);
            try (var found = statement.executeQuery()) {
                var values = new Object[table.columns().size()];
                while (found.next()) {
                    for (int i = 0; i < values.length; i++) {
                        values[i] = table.columns().get(i).type().get(found, i + 1);
                    }
                    writer.row(values);
                    note(table, values);
                    if (++rows % 1000 == 0) {
                        progress.at(rows, -1);
                    }
                }
            }
            long count = writer.end();
            return new Manifest.Table(table.name(), count, file.finish());
        }
    }

    private void note(ArchiveTable table, @Nullable Object[] values) {
        if (table.name().equals("object")) {
            for (var column : List.of("blob", "summary_blob")) {
                if (values[table.index(column)] instanceof UUID blob) {
                    named.add(blob);
                }
            }
        }
    }

    /** Asked outside the snapshot, after it: so it is above every number in it. */
    private long next(String sequence) throws SQLException {
        try (var connection = database.connection();
                var statement = connection.prepareStatement("select nextval('" + sequence + "')");
                var found = statement.executeQuery()) {
            found.next();
            return found.getLong(1);
        }
    }

    private Manifest.ObjectFiles writeObjects() throws IOException {
        long count = 0;
        long bytes = 0;
        try (var list = HashedFile.create(folder.objectList());
                var out = new DataOutputStream(list)) {
            for (var name : named) {
                var sum = copy(name);
                if (sum != null) {
                    out.write(new ArchiveFolder.ListedObject(name, sum).line().getBytes(StandardCharsets.US_ASCII));
                    bytes += sum.bytes();
                    progress.at(++count, named.size());
                }
            }
            out.flush();
            return new Manifest.ObjectFiles(count, bytes, list.finish());
        }
    }

    /** Null for a file that is gone already: the store is damaged there, and the rest is worth keeping all the more. */
    private HashedFile.@Nullable Sum copy(UUID name) throws IOException {
        var target = folder.object(name);
        Files.createDirectories(
                target.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            var source = blobs.open(name);
            try (var file = HashedFile.create(target)) {
                var buffer = new byte[CHUNK];
                for (long at = 0; at < source.length(); ) {
                    int length = (int) Math.min(buffer.length, source.length() - at);
                    source.read(at, buffer, 0, length);
                    file.write(buffer, 0, length);
                    at += length;
                }
                return file.finish();
            }
        } catch (TamperedException gone) {
            missing.add(name);
            Files.deleteIfExists(target);
            return null;
        }
    }
}
