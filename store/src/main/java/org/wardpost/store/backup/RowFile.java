package org.wardpost.store.backup;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows of one table as an archive has them: its columns first, then the values, the same from either database (docs/formats.md, "Backups"). */
final class RowFile {
    private static final byte[] MAGIC = "WPROWS\0\1".getBytes(StandardCharsets.US_ASCII);

    private RowFile() {}

    /** Writes rows one after the other; {@link #end} comes last. */
    static final class Writer {
        private final DataOutputStream out;
        private final ArchiveTable table;
        private long rows;

        Writer(OutputStream to, ArchiveTable table) throws IOException {
            this.out = new DataOutputStream(to);
            this.table = table;
            out.write(MAGIC);
            text(table.name());
            out.writeShort(table.columns().size());
            for (var column : table.columns()) {
                out.writeByte(column.type().code());
                text(column.name());
            }
        }

        void row(@Nullable Object[] values) throws IOException {
            out.writeByte(1);
            for (int i = 0; i < values.length; i++) {
                table.columns().get(i).type().write(out, values[i]);
            }
            rows++;
        }

        /** @return how many rows were written */
        long end() throws IOException {
            out.writeByte(0);
            out.writeLong(rows);
            out.flush();
            return rows;
        }

        private void text(String name) throws IOException {
            byte[] octets = name.getBytes(StandardCharsets.US_ASCII);
            out.writeByte(octets.length);
            out.write(octets);
        }
    }

    /** Reads what {@link Writer} wrote. */
    static final class Reader implements AutoCloseable {
        private final DataInputStream in;
        private final ArchiveTable table;
        private long rows;

        Reader(Path file) throws IOException {
            this.in = new DataInputStream(HashedFile.open(file));
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new IOException("it is no row file of a version that is known here");
            }
            var name = text();
            int count = in.readUnsignedShort();
            var columns = new ArrayList<ArchiveTable.Column>(count);
            for (int i = 0; i < count; i++) {
                var type = ColumnType.of(in.readUnsignedByte());
                columns.add(new ArchiveTable.Column(text(), type));
            }
            this.table = new ArchiveTable(name, columns);
        }

        ArchiveTable table() {
            return table;
        }

        /** The next row, or null after the last. @throws IOException if the file is cut or counts another number of rows */
        @Nullable
        Object @Nullable [] next() throws IOException {
            if (in.readUnsignedByte() == 0) {
                if (in.readLong() != rows) {
                    throw new IOException("it has not as many rows as it says");
                }
                return null;
            }
            var values = new Object[table.columns().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = table.columns().get(i).type().read(in);
            }
            rows++;
            return values;
        }

        private String text() throws IOException {
            byte[] octets = in.readNBytes(in.readUnsignedByte());
            if (octets.length == 0) {
                throw new EOFException("it is cut");
            }
            return new String(octets, StandardCharsets.US_ASCII);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
