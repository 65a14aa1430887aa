package org.wardpost.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.store.Duties;
import org.wardpost.store.Refusal.StorageFull;
import org.wardpost.store.RefusedException;
import org.wardpost.store.StoreFault;

/**
 * H2 inside the data folder. H2 calls no {@code fsync} at commit, whatever WRITE_DELAY says, so a {@link GroupBarrier} runs
 * the checkpoint of {@link ChunkChain}, while no statement of {@link GatedConnections} runs. The {@code retry:} file system opens the file again if a thread was
 * interrupted in a read, because Java closes the channel then and the database would be lost to everybody.
 */
public final class H2Database extends Database {
    private static final Logger LOG = LoggerFactory.getLogger(H2Database.class);
    private static final String OPTIONS =
            ";WRITE_DELAY=500;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0;DB_CLOSE_ON_EXIT=FALSE"
                    + ";DB_CLOSE_DELAY=0;RETENTION_TIME=45000;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=256;OPTIMIZE_REUSE_RESULTS=FALSE;MAX_MEMORY_ROWS=4000000";
    private static final int FILL_RATE = 70;
    private static final int COMPACTED_BYTES = 8 * 1024 * 1024;
    private static final int COMPACTIONS = 16;
    private static final long ROOM_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Duration HOUSEKEEPING = Duration.ofMillis(166);
    private static final int COMPACT_MILLIS = 20_000;

    private final Path file;
    private final long reserve;
    private final Connection admin;
    private final ChunkChain chunks;
    private final GroupBarrier barrier;
    private final Duties duties = new Duties();
    private final HikariDataSource pool;
    private volatile long roomCheckedAt = System.nanoTime() - ROOM_CHECK_NANOS;
    private volatile boolean full;

    static {
        PatientFilePath.register();
    }

    private H2Database(Path folder, int cacheMebibytes, int connections, long reserve) throws SQLException {
        this.file = file(folder);
        this.reserve = reserve;
        var url = url(folder) + OPTIONS + ";CACHE_SIZE=" + cacheMebibytes * 1024;
        this.admin = DriverManager.getConnection(url, "sa", "");
        var gate = new StatementGate();
        this.chunks = new ChunkChain(mvStore(), gate);
        this.barrier = new GroupBarrier(chunks::checkpoint);
        duties.every(HOUSEKEEPING, "housekeeping in the database file", chunks::housekeep);
        var source = new JdbcDataSource();
        source.setURL(url);
        source.setUser("sa");
        source.setPassword("");
        var config = new HikariConfig();
        config.setDataSource(GatedConnections.of(source, gate));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(2);
        config.setPoolName("store-h2");
        config.setMaxLifetime(0);
        this.pool = new HikariDataSource(config);
    }

    /** @param folder the folder of the database file, which exists */
    public static H2Database open(Path folder, int cacheMebibytes, int connections, int reserveMebibytes)
            throws SQLException {
        return new H2Database(folder, cacheMebibytes, connections, reserveMebibytes * 1024L * 1024);
    }

    /** A single connection that changes nothing on the disk, for looking before opening. */
    public static Connection readOnly(Path folder) throws SQLException {
        return DriverManager.getConnection(
                url(folder)
                        + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE;DB_CLOSE_DELAY=0;RETENTION_TIME=45000;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0",
                "sa",
                "");
    }

    public static Path file(Path folder) {
        return folder.resolve("wardpost.mv.db");
    }

    private static String url(Path folder) {
        return "jdbc:h2:" + PatientFilePath.SCHEME + ":retry:"
                + folder.toAbsolutePath().resolve("wardpost");
    }

    @Override
    public Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /** Without LAZY_QUERY_EXECUTION H2 gathers a whole table in the heap before its first row. */
    @Override
    public Connection snapshot() throws SQLException {
        var connection = DriverManager.getConnection(url(Objects.requireNonNull(file.getParent())) + OPTIONS, "sa", "");
        try (var statement = connection.createStatement()) {
            statement.execute("SET LAZY_QUERY_EXECUTION 1");
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT");
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void awaitDurable() {
        barrier.await();
    }

    @Override
    public boolean isPostgres() {
        return false;
    }

    /** Asked before each write; looks at the disk twice a second, because a full disk closes H2 for good. */
    @Override
    public void requireRoom() {
        long now = System.nanoTime();
        if (now - roomCheckedAt > ROOM_CHECK_NANOS) {
            roomCheckedAt = now;
            try {
                full = Files.getFileStore(file).getUsableSpace() < reserve;
            } catch (IOException failed) {
                throw StoreFault.of("looking at the disk", failed);
            }
        }
        if (full) {
            throw new RefusedException(new StorageFull());
        }
    }

    /**
     * Moves live pages together, a bounded piece at a time, so that the room of deleted rows is used again while serving. By
     * H2's own classes, because its SQL compacts at shutdown only.
     */
    @Override
    public void compact() {
        try {
            var store = mvStore();
            var more = new AtomicBoolean(true);
            for (int i = 0; i < COMPACTIONS && more.get(); i++) {
                chunks.alone(() -> more.set(store.compact(FILL_RATE, COMPACTED_BYTES)));
                barrier.await();
            }
        } catch (SQLException failed) {
            throw StoreFault.of("compacting the database", failed);
        }
    }

    /** Chunks with deleted rows are written anew, moved to the front, and the file is cut. Changes wait meanwhile. */
    @Override
    public void compactWholly() {
        barrier.await();
        try {
            var store = mvStore();
            int retention = store.getRetentionTime();
            try {
                chunks.alone(() -> store.compactFile(COMPACT_MILLIS));
            } finally {
                store.setRetentionTime(
                        retention); // compactFile sets it to nothing, which would forgo H2's guard against a power cut
            }
        } catch (SQLException failed) {
            throw StoreFault.of("compacting the database", failed);
        }
        barrier.await();
    }

    private MVStore mvStore() throws SQLException {
        return ((SessionLocal) admin.unwrap(JdbcConnection.class).getSession())
                .getDatabase()
                .getStore()
                .getMvStore();
    }

    @Override
    public long bytesOnDisk() {
        try {
            return Files.size(file);
        } catch (IOException failed) {
            throw StoreFault.of("looking at the database file", failed);
        }
    }

    @Override
    public void close() {
        pool.close();
        duties.close();
        barrier.close();
        chunks.release();
        try (admin;
                var statement = admin.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException failed) {
            if (failed.getErrorCode() == ErrorCode.DATABASE_IS_CLOSED) {
                // by itself, because of what one of its threads met; what was acknowledged is on the platter all the
                // same
                LOG.warn("H2 had closed the database before, because of {}", String.valueOf(failed.getCause()));
                return;
            }
            throw StoreFault.of("closing the database", failed);
        }
    }
}
