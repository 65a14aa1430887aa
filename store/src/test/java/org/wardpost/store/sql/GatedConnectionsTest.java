package org.wardpost.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatedConnectionsTest {
    private final StatementGate gate = new StatementGate();
    private DataSource source;
    private Connection connection;

    @BeforeEach
    void table() throws SQLException {
        var h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:");
        source = GatedConnections.of(h2, gate);
        connection = source.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute("create table t(id int primary key, name varchar)");
            statement.execute("insert into t values (1, 'a table')");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into t values (2, 'b')",
                "update t set name = 'c'",
                "delete from t",
                "  SELECT id FROM t FOR UPDATE",
                "select id from final table (insert into t values (3, 'd'))",
                "merge into t values (1, 'e')",
                "create table u(id int)"
            })
    void whatMayWriteWaitsWhileTheGateIsClosed(String sql) throws SQLException {
        try (var prepared = connection.prepareStatement(sql);
                var statement = connection.createStatement()) {
            waits(() -> prepared.execute());
            try (var undo = connection.createStatement()) {
                undo.execute("drop table if exists u");
                undo.execute("delete from t where id = 3");
                undo.execute("delete from t where id = 2");
            }
            waits(() -> statement.execute(sql));
        }
    }

    @Test
    void whatReadsDoesNot() throws SQLException {
        try (var prepared = connection.prepareStatement("select name from t where id = ?")) {
            gate.close();
            prepared.setInt(1, 1);
            try (var result = prepared.executeQuery()) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString(1)).isEqualTo("a table");
            }
        } finally {
            gate.open();
        }
    }

    @Test
    void theEndOfATransactionWaits() throws SQLException {
        connection.setAutoCommit(false);
        waits(connection::commit);
        waits(connection::rollback);
        waits(() -> connection.setAutoCommit(true));
    }

    @Test
    void whatTheDatabaseRefusesIsHeardInItsOwnWordsAndTheGateCanBeClosedAfter() throws SQLException {
        try (var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("insert into t values (1, 'again')"))
                    .isInstanceOf(SQLException.class)
                    .extracting(failed -> ((SQLException) failed).getSQLState())
                    .isEqualTo("23505");
        }
        gate.close();
        gate.open();
    }

    private interface Work {
        void run() throws Exception;
    }

    private void waits(Work work) {
        gate.close();
        var done = new CompletableFuture<Void>();
        var thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Exception failed) {
                done.completeExceptionally(failed);
            }
        });
        try {
            await().until(() -> thread.getState() == Thread.State.WAITING);
            assertThat(done).isNotDone();
        } finally {
            gate.open();
        }
        done.join();
    }
}
