package org.wardpost.integration.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.postgres.TestDatabase;

/** The same with PostgreSQL: what a dump holds, and what its own disk holds, of which its administrator sees everything. */
@EnabledIfSystemProperty(
        named = "canary.postgres",
        matches = "true",
        disabledReason = "over a minute: -Dcanary.postgres=true")
class CanaryOnPostgresTest {
    /** A log as an administrator switches it on to find a slow statement: each one, with its parameters. */
    private static final Map<String, String> TALKATIVE = Map.of(
            "logging_collector", "on",
            "log_directory", "log",
            "log_statement", "all",
            "log_min_duration_statement", "0",
            "log_parameter_max_length", "-1",
            "log_parameter_max_length_on_error", "-1");

    @Test
    void afterAKillNeitherDumpNorDiskOfTheDatabaseHoldsAPhrase(@TempDir Path root) throws Exception {
        try (var database = new TestDatabase(root.resolve("database"), TALKATIVE).create("ward");
                var canary = new CanaryServer(root, "--database", database.url("ward"))) {
            canary.everythingAndKilled();
            canary.assertNothingReadable();
            try (var connection = database.connection("ward")) {
                var dump = new DiskScan(canary.phrases()).place(TableDump.of(connection, root.resolve("dump")));
                assertThat(dump.hits()).isEmpty();
                assertThat(dump.octetsRead()).as("messages lie there").isGreaterThan(5_000_000);
            }
            database.kill(); // what lies on the platter then, not what a shutdown tidies up
            var disk = new DiskScan(canary.phrases()).place(database.folder());
            assertThat(disk.hits()).isEmpty();
            assertThat(database.folder().resolve("log")).isNotEmptyDirectory();

            database.restart();
            try (var connection = database.connection("ward")) {
                canary.transcript().layInto(connection);
                var dump = TableDump.of(connection, root.resolve("plain-dump"));
                canary.assertAllFound(new DiskScan(canary.phrases()).place(dump), "a dump");
                connection.createStatement().execute("checkpoint");
            }
            database.kill();
            canary.assertAllFound(
                    new DiskScan(canary.phrases()).place(database.folder().resolve("base")), "tables on the disk");
        }
    }
}
