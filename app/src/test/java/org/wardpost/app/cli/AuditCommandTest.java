package org.wardpost.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.app.Commands;
import org.wardpost.app.Installation;
import org.wardpost.app.admin.AdminJson;
import org.wardpost.app.wiring.OpenStore;

/** The audit log as an auditor meets it: read, checked, and compared with what lies elsewhere. */
class AuditCommandTest {
    @TempDir
    Path root;

    private String out = "";
    private String err = "";

    @BeforeEach
    void anInstallationWithCopies() throws IOException {
        Files.writeString(
                root.resolve("wardpost.toml"), "[audit]\ncopies = [\"file:" + root.resolve("checkpoints") + "\"]\n");
        var installation =
                Installation.find(root.resolve("wardpost.toml"), root.resolve("data"), root.resolve("keys"), null);
        OpenStore.open(installation, OpenStore.IfNew.MAKE, Clock.systemUTC()).close();
        assertThat(run("domain", "add", "ward.example")).isZero();
        assertThat(run("user", "add", "ann@ward.example")).isZero();
    }

    private int run(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--config", root.resolve("wardpost.toml").toString(),
                "--data", root.resolve("data").toString(),
                "--keys", root.resolve("keys").toString()));
        var stdout = System.out;
        var stderr = System.err;
        var toOut = new ByteArrayOutputStream();
        var toErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(toOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(toErr, true, StandardCharsets.UTF_8));
        try {
            return Commands.execute(all.toArray(String[]::new));
        } finally {
            System.setOut(stdout);
            System.setErr(stderr);
            out = toOut.toString(StandardCharsets.UTF_8);
            err = toErr.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void whoDidWhatIsListedFromATimeOn() throws IOException {
        assertThat(run("audit", "list", "--json")).isZero();
        var events = AdminJson.MAPPER.readTree(out).get("events");
        assertThat(events).extracting(event -> event.get("what").asText()).containsExactly("domain.add", "user.add");
        assertThat(events.get(1).get("target").asText()).isEqualTo("ann@ward.example");
        assertThat(run("audit", "list", "--what", "audit.list", "--since", "1h"))
                .isZero();
        assertThat(out).contains("console:").contains("outcome=done");
        assertThat(run("audit", "list", "--since", "2999-01-01")).isZero();
        assertThat(out).contains("No such event");
        assertThat(run("audit", "list", "--since", "yesterday")).isEqualTo(1);
        assertThat(err).contains("is no time");
    }

    @Test
    void timesAreMomentsOrSpans() {
        var now = Instant.parse("2026-11-28T12:00:00Z");
        assertThat(AuditCommand.time("90m", now)).isEqualTo("2026-11-28T10:30:00Z");
        assertThat(AuditCommand.time("2026-11-28T06:00:00Z", now)).isEqualTo("2026-11-28T06:00:00Z");
    }

    @Test
    void anIntactChainIsSaidSoWithAndWithoutCopies() {
        assertThat(run("audit", "verify")).isZero();
        assertThat(out).contains("is intact").contains("compared with no copy");
        assertThat(run(
                        "audit",
                        "verify",
                        "--against",
                        root.resolve("checkpoints").toString()))
                .isZero();
        assertThat(out).contains("is intact").contains("elsewhere");
        assertThat(run(
                        "audit",
                        "verify",
                        "--against",
                        root.resolve("wardpost.toml").toString()))
                .isEqualTo(1);
        assertThat(err).contains("There is no checkpoint in");
    }

    @Test
    void aCutOffEndIsSeenOnlyAgainstACopy() throws SQLException, IOException {
        tamper("delete from audit_event where number > 1", "delete from audit_checkpoint where number > 1");
        assertThat(run("audit", "verify")).isZero();
        assertThat(run(
                        "audit",
                        "verify",
                        "--against",
                        root.resolve("checkpoints").toString()))
                .isEqualTo(1);
        assertThat(out).contains("is not as it was, event");
    }

    @Test
    void aChainThatIsGoneAltogetherIsMissed() throws SQLException, IOException {
        tamper("delete from audit_event", "delete from audit_checkpoint", "delete from audit_signer");
        assertThat(run(
                        "audit",
                        "verify",
                        "--against",
                        root.resolve("checkpoints").toString()))
                .isEqualTo(1);
        assertThat(out).contains("is not as it was");
    }

    @Test
    void anEventThatWasTakenOutIsSeenWithoutACopy() throws SQLException, IOException {
        tamper("delete from audit_event where number = 1");
        assertThat(run("audit", "verify")).isEqualTo(1);
        assertThat(out).contains("event 1: A link is missing.");
    }

    /** As somebody would who can write to the database of a stopped server. */
    private void tamper(String... statements) throws SQLException, IOException {
        var url = "jdbc:h2:retry:" + root.resolve("data/db/wardpost");
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
        Files.delete(root.resolve("data/closed"));
    }
}
