package org.wardpost.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the store is kept.
 *
 * @param dataFolder holds everything that this node writes; made with mode 0700
 * @param jdbcUrl a PostgreSQL address, with its user and password; empty for H2 inside {@code dataFolder}
 * @param cacheMebibytes page cache of H2
 * @param connections at most so many at once
 * @param inlineBytes sealed bodies up to this length lie in the row, larger ones in files
 * @param spoolMebibytes heap that bodies being received may use together before they go to sealed temp objects
 * @param viewMebibytes heap that views of mailboxes may use together
 * @param reserveMebibytes room on the disk under which writes are refused
 * @param tombstoneAge how long removals are remembered at least
 * @param upkeep what the store does by itself in the background
 */
public record StoreSettings(
        Path dataFolder,
        Optional<String> jdbcUrl,
        int cacheMebibytes,
        int connections,
        int inlineBytes,
        int spoolMebibytes,
        int viewMebibytes,
        int reserveMebibytes,
        Duration tombstoneAge,
        Upkeep upkeep) {
    /**
     * Work that nobody waits for, and how slowly it goes.
     *
     * @param rewrapRowsPerSecond rows that are carried to a new epoch; 0 leaves them where they are
     * @param scrubEvery how often each collection is read and compared with its digest; zero never
     * @param scrubRowsPerSecond rows that are read for that
     */
    public record Upkeep(int rewrapRowsPerSecond, Duration scrubEvery, int scrubRowsPerSecond) {
        public static final Upkeep DEFAULT = new Upkeep(2_000, Duration.ofDays(7), 5_000);
    }

    /** H2 in {@code dataFolder} with the sizes that were measured as good on two cores. */
    public static StoreSettings in(Path dataFolder) {
        return new StoreSettings(
                dataFolder, Optional.empty(), 96, 16, 64 * 1024, 64, 96, 64, Duration.ofDays(60), Upkeep.DEFAULT);
    }

    /** Without the database: its URL holds a password. */
    @Override
    public String toString() {
        return "StoreSettings[" + dataFolder + "]";
    }

    /** The same with PostgreSQL behind it. */
    public StoreSettings withDatabase(String url) {
        return new StoreSettings(
                dataFolder,
                Optional.of(url),
                cacheMebibytes,
                connections,
                inlineBytes,
                spoolMebibytes,
                viewMebibytes,
                reserveMebibytes,
                tombstoneAge,
                upkeep);
    }

    /** The same with other work in the background. */
    public StoreSettings withUpkeep(Upkeep other) {
        return new StoreSettings(
                dataFolder,
                jdbcUrl,
                cacheMebibytes,
                connections,
                inlineBytes,
                spoolMebibytes,
                viewMebibytes,
                reserveMebibytes,
                tombstoneAge,
                other);
    }
}
