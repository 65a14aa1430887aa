package org.wardpost.integration.canary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/** What the canary run told the server, each phrase as it went over the wire: laid into a place, it is the plain store. */
final class Transcript {
    private static final int PIECE = 1500;
    private static final int LAP = 200;
    private final Path file;

    Transcript(Path file) {
        this.file = file;
    }

    byte[] add(byte[] sent) {
        try {
            Files.write(file, sent, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return sent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String add(String sent) {
        add(CanaryMail.utf8(sent + "\r\n"));
        return sent;
    }

    /** Into a folder as a file of its own, or to the end of a file. */
    void layInto(Path place) {
        try {
            if (Files.isDirectory(place)) Files.copy(file, place.resolve("plain"));
            else
                try (var out = Files.newOutputStream(place, StandardOpenOption.APPEND)) {
                    Files.copy(file, out);
                }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As rows of a table: pieces that lap over, each short enough that PostgreSQL neither compresses nor divides it. */
    void layInto(Connection database) throws SQLException, IOException {
        try (var create = database.createStatement();
                var insert = database.prepareStatement("insert into plain values (?)");
                var in = Files.newInputStream(file)) {
            create.execute("create table plain (piece bytea)");
            var piece = new byte[PIECE];
            int kept = 0;
            for (int read = in.readNBytes(piece, 0, PIECE); read > 0; read = in.readNBytes(piece, kept, PIECE - kept)) {
                insert.setBytes(1, Arrays.copyOf(piece, kept + read));
                insert.addBatch();
                int length = kept + read;
                kept = Math.min(LAP, length);
                System.arraycopy(piece, length - kept, piece, 0, kept);
            }
            insert.executeBatch();
        }
    }
}
