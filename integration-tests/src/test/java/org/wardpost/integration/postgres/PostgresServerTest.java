package org.wardpost.integration.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;

/** {@code quickstart --database jdbc:postgresql://…}: the whole server on PostgreSQL, and what it does when that goes away. */
@EnabledIfSystemProperty(named = "long.tests", matches = "true", disabledReason = "near to a minute: -Dlong.tests=true")
class PostgresServerTest {
    @TempDir
    Path root;

    private TestDatabase database;

    @BeforeEach
    void aDatabase() throws Exception {
        database = new TestDatabase(root.resolve("database")).create("ward");
    }

    @AfterEach
    void end() throws Exception {
        database.close();
    }

    private RunningServer started() {
        return RunningServer.quickstart(
                root.resolve("one"),
                "--demo-users",
                "2",
                "--demo-password",
                "postgres-test-password",
                "--database",
                database.url("ward"));
    }

    private static byte[] mail(String subject) {
        return ("From: a@outside.example\r\nSubject: " + subject + "\r\n\r\nOn PostgreSQL.\r\n").getBytes(UTF_8);
    }

    private static ImapWire login(RunningServer server, int account) {
        var who = server.account(account);
        return ImapWire.login(server.port("imaps"), who.address(), who.password());
    }

    private static String byLmtp(RunningServer server, String subject) {
        try (var lmtp = SmtpWire.lmtp(server.port("lmtp"))) {
            return lmtp.send("a@outside.example", List.of(server.account(1).address()), mail(subject))
                    .getFirst();
        }
    }

    private static List<String> subjects(RunningServer server) {
        try (var imap = login(server, 1)) {
            imap.command("SELECT INBOX").ok();
            return imap.command("UID FETCH 1:* BODY.PEEK[HEADER.FIELDS (SUBJECT)]").untagged().stream()
                    .flatMap(response -> response.literals().stream())
                    .map(literal -> new String(literal, UTF_8).replaceFirst("(?s)Subject: (.*?)\r\n.*", "$1"))
                    .toList();
        }
    }

    @Test
    void everythingThatAServerDoes() throws Exception {
        var url = database.url("ward");
        try (var server = started()) {
            assertThat(Files.readString(Path.of("/proc", Long.toString(server.pid()), "cmdline")))
                    .contains("jdbc:postgresql")
                    .doesNotContain("p4ss");
            conversation(server);
            server.command("key", "rotate", "--database", url).succeeded();
            var backup = root.resolve("backup").toString();
            server.command("backup", backup, "--database", url).succeeded();
            assertThat(byLmtp(server, "after the backup")).startsWith("250");
            server.kill();
            server.start();
            assertThat(subjects(server)).contains("after the backup", "by SMTP");
            assertThat(server.terminate()).isZero();
            server.command("verify", "--database", url).succeeded();
            assertThat(server.command("audit", "list", "--database", url)
                            .succeeded()
                            .output())
                    .contains("key.rotate")
                    .contains("backup.make");
            database.create("second");
            server.command("restore", backup, "--database", database.url("second"))
                    .refused("not empty");
            assertThat(Files.readString(server.folders().log())).doesNotContain("p4ss");
            restored(server, backup);
        }
    }

    private void restored(RunningServer server, String backup) throws Exception {
        var keys = server.folders().keys().toString();
        var data = root.resolve("restored").toString();
        var database2 = database.url("second");
        server.bare("restore", backup, "--data", data, "--keys", keys, "--database", database2)
                .succeeded();
        server.bare("verify", "--data", data, "--keys", keys, "--database", database2)
                .succeeded();
    }

    /** In by SMTP and LMTP, seen by IDLE, moved, and the difference told by QRESYNC. */
    private static void conversation(RunningServer server) {
        try (var idling = login(server, 1);
                var working = login(server, 1)) {
            var opened = idling.command("SELECT INBOX").ok();
            var validity = number(opened, "UIDVALIDITY (\\d+)");
            var modseq = number(opened, "HIGHESTMODSEQ (\\d+)");
            var idle = idling.begin("IDLE");
            assertThat(idling.response().text()).startsWith("+");
            try (var smtp = SmtpWire.smtp(server.port("smtp"))) {
                assertThat(smtp.send(
                                        "a@outside.example",
                                        List.of(server.account(1).address()),
                                        mail("by SMTP"))
                                .getFirst())
                        .startsWith("250");
            }
            assertThat(idling.response().text()).contains("EXISTS");
            idling.connection().send("DONE\r\n");
            idling.finish(idle).ok();
            assertThat(byLmtp(server, "by LMTP")).startsWith("250");
            working.command("CREATE Elsewhere").ok();
            working.command("SELECT INBOX").ok();
            var found = working.command("UID SEARCH SUBJECT \"by LMTP\"")
                    .ok()
                    .lines()
                    .getFirst();
            var uid = found.replaceFirst(".* ", "");
            working.command("UID MOVE " + uid + " Elsewhere").ok();
            assertThat(working.command("STATUS Elsewhere (MESSAGES)")
                            .ok()
                            .lines()
                            .getFirst())
                    .contains("MESSAGES 1");
            idling.command("UNSELECT").ok();
            idling.command("ENABLE QRESYNC").ok();
            assertThat(idling.command("SELECT INBOX (QRESYNC (" + validity + " " + modseq + "))")
                            .ok()
                            .lines())
                    .anyMatch(line -> line.matches("\\* VANISHED \\(EARLIER\\) .*\\b" + uid + "\\b.*"))
                    .anyMatch(line -> line.contains("FETCH") && line.contains("MODSEQ"));
        }
    }

    private static long number(ImapWire.Answer answer, String pattern) {
        return answer.lines().stream()
                .map(Pattern.compile(pattern)::matcher)
                .filter(java.util.regex.Matcher::find)
                .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDatabaseThatGoesAwayIsSaidSoAndNothingAcknowledgedIsLost() throws Exception {
        try (var server = started();
                var imap = login(server, 1)) {
            imap.command("SELECT INBOX").ok();
            var acknowledged = new ArrayList<String>();
            for (int i = 0; i < 20; i++) {
                assertThat(byLmtp(server, "kept " + i)).startsWith("250");
                acknowledged.add("kept " + i);
            }
            database.kill();
            assertThat(byLmtp(server, "refused")).startsWith("4");
            var answer = imap.command("STATUS INBOX (MESSAGES)");
            assertThat(answer.tagged()).startsWith("NO");
            assertThat(answer.tagged()).doesNotContainIgnoringCase("sql").doesNotContain("Exception");
            database.restart();
            await().atMost(Duration.ofSeconds(60))
                    .ignoreException(UncheckedIOException.class)
                    .until(() -> byLmtp(server, "after").startsWith("250"));
            acknowledged.add("after");
            assertThat(subjects(server)).containsAll(acknowledged).doesNotContain("refused");
            imap.command("CREATE Somewhere").ok();
            assertThat(server.terminate()).isZero();
            assertThat(Files.readString(server.folders().log())).doesNotContain("p4ss");
            server.command("verify", "--database", database.url("ward")).succeeded();
        }
    }

    @Test
    void whatIsWrongWithADatabaseIsSaidAndNothingIsChanged() throws Exception {
        var server = RunningServer.stopped(root.resolve("one"));
        for (var wrong : List.of(
                List.of(database.url("ward", "wrong"), "does not let this user in"),
                List.of(database.url("none"), "of that name is not there"),
                List.of(database.url("ward").replaceFirst(":\\d+/", ":1/"), "cannot be reached"),
                List.of("jdbc:mysql://h/x?password=p4ss", "is not known"))) {
            var said = server.serve("--database", wrong.getFirst());
            assertThat(said.exitCode()).isOne();
            assertThat(said.errors())
                    .contains(wrong.getLast())
                    .doesNotContain("Exception")
                    .doesNotContain("p4ss");
            assertThat(server.folders().data()).doesNotExist();
            assertThat(server.folders().keys()).doesNotExist();
        }
        try (var made = started()) {
            assertThat(made.terminate()).isZero();
        }
        database.sql(
                "ward",
                "update flyway_schema_history set version = '9999' where installed_rank = (select max(installed_rank) from flyway_schema_history)");
        var said = server.serve("--database", database.url("ward"));
        assertThat(said.exitCode()).isOne();
        assertThat(said.errors()).contains("newer Wardpost");
    }
}
