package org.wardpost.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL a JVM, started when first asked for and stopped with it. */
final class TestPostgres {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final class Started {
        static final EmbeddedPostgres POSTGRES = start();
    }

    private TestPostgres() {}

    /** @return the address of a new, empty database */
    static String newDatabase() {
        var name = "wardpost" + NUMBER.incrementAndGet();
        try (var connection = Started.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
        return Started.POSTGRES.getJdbcUrl("postgres", name);
    }

    private static EmbeddedPostgres start() {
        try {
            var postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("log_parameter_max_length", "0")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres)));
            return postgres;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void stop(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
