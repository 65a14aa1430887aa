package org.wardpost.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.store.sql.H2FileEnd;

/**
 * How long the database file was, and how it ended, when it was last closed. H2 opens a file that was cut at its last whole
 * state without a word; a copy that came to an early end is noticed by this.
 */
record CleanClose(Path note, Path database) {
    private static final Logger LOG = LoggerFactory.getLogger(CleanClose.class);
    private static final int TAIL = 64 * 1024;

    void write() {
        try {
            Files.writeString(note, describe());
        } catch (IOException failed) {
            throw StoreFault.of("noting that the database is closed", failed);
        }
    }

    /**
     * A copy that is cut off is refused; one that somebody's H2 changed since is whole, and what he did to its rows is for their MACs.
     *
     * @throws StoreOpenException if the file is not the one that was closed, and not whole
     */
    void check() {
        try {
            if (!Files.exists(note) || Files.readString(note).equals(describe())) {
                return;
            }
            if (H2FileEnd.isWhole(database)) {
                LOG.warn(
                        "The database file was changed while Wardpost had it closed. Each row is checked when it is read; wardpost"
                                + " verify reads them all");
            } else {
                throw new StoreOpenException("The database file " + database
                        + " is not as it was when Wardpost last closed it: it was copied only in part or damaged."
                        + " Copy the whole data folder again, or restore a backup.");
            }
        } catch (IOException failed) {
            throw new StoreOpenException(database + " cannot be read: check its owner and mode, and the disk.");
        }
    }

    /** To be called before the database is changed. */
    void forget() {
        try {
            Files.deleteIfExists(note);
        } catch (IOException failed) {
            throw StoreFault.of("opening the data folder", failed);
        }
    }

    private String describe() throws IOException {
        try (var file = new RandomAccessFile(database.toFile(), "r")) {
            long length = file.length();
            var tail = new byte[(int) Math.min(length, TAIL)];
            file.seek(length - tail.length);
            file.readFully(tail);
            return length + " "
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(tail)) + "\n";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
