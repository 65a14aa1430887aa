package org.wardpost.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.wardpost.store.StoreFault;

/** PostgreSQL, which makes its commits durable by itself. Its error details, which quote values, are not fetched. */
public final class PostgresDatabase extends Database {
    private static final int PATIENCE_MILLIS = 5_000; // clients of a lost database are told soon, and come again
    private final HikariDataSource pool;

    private PostgresDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    /** @param url a JDBC address with user and password in it */
    public static PostgresDatabase open(String url, int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setPoolName("store-postgres");
        config.setConnectionInitSql("SET synchronous_commit TO on");
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("prepareThreshold", "2");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "wardpost");
        return new PostgresDatabase(new HikariDataSource(config));
    }

    @Override
    public Connection connection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public Connection snapshot() throws SQLException {
        var connection = DriverManager.getConnection(pool.getJdbcUrl());
        try {
            connection.setAutoCommit(false); // the driver streams inside a transaction only
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
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
        // synchronous_commit: COMMIT answered after the flush
    }

    @Override
    public boolean isPostgres() {
        return true;
    }

    @Override
    public void requireRoom() {
        // a full disk fails one transaction there and closes nothing
    }

    @Override
    public void compact() {
        // autovacuum
    }

    @Override
    public void compactWholly() {
        try (var connection = connection();
                var vacuum = connection.prepareStatement("vacuum")) {
            vacuum.execute();
        } catch (SQLException failed) {
            throw StoreFault.of("compacting the database", failed);
        }
    }

    @Override
    public long bytesOnDisk() {
        return 0;
    }

    @Override
    public void close() {
        pool.close();
    }
}
