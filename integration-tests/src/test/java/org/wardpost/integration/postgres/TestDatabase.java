package org.wardpost.integration.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** A PostgreSQL server of a test's own that asks for passwords, and that the test can take away and give back. */
public final class TestDatabase implements AutoCloseable {
    static final String PASSWORD = "p4ss+w%rd";
    private final Path root;
    private final Map<String, String> settings;
    private final int port;
    private EmbeddedPostgres postgres;

    TestDatabase(Path root) throws IOException, SQLException {
        this(root, Map.of("log_parameter_max_length", "0"));
    }

    /** @param settings as in postgresql.conf */
    public TestDatabase(Path root, Map<String, String> settings) throws IOException, SQLException {
        this.root = Files.createDirectories(root);
        this.settings = settings;
        this.port = freePort();
        Files.writeString(
                root.resolve("hba"),
                "host all postgres 127.0.0.1/32 trust\nhost all ward 127.0.0.1/32 scram-sha-256\nlocal all all trust\n");
        this.postgres = started();
        sql("postgres", "create role ward login password '" + PASSWORD + "'");
    }

    private EmbeddedPostgres started() throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder())
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("hba_file", root.resolve("hba").toString());
        settings.forEach(builder::setServerConfig);
        return builder.start();
    }

    /** An empty database of the server's user. */
    public TestDatabase create(String name) throws SQLException {
        sql("postgres", "create database " + name + " owner ward");
        return this;
    }

    /** As a person writes it, with the password in it. */
    public String url(String name) {
        return url(name, "p4ss%2Bw%25rd");
    }

    String url(String name, String password) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=ward&password=" + password;
    }

    /** As the superuser, who reads everything. */
    public Connection connection(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres");
    }

    /** Its data folder, with write-ahead log and all. */
    public Path folder() {
        return root.resolve("pg");
    }

    void sql(String database, String statement) throws SQLException {
        try (var connection = connection(database);
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    /** Every process of it ends at once, as after a power cut (SIGQUIT: no checkpoint, no goodbye). */
    public void kill() throws IOException {
        var pid = Long.parseLong(
                Files.readAllLines(root.resolve("pg/postmaster.pid")).getFirst().strip());
        new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).inheritIO().start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::isFree);
        postgres.close(); // nothing is there to stop; this gives the lock of the folder back
    }

    public void restart() throws IOException {
        postgres = started();
    }

    private boolean isFree() {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
