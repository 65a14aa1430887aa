package org.wardpost.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;

/** Somebody changed the database of a stopped server: one message each is lost, the rest is served, and a repair mends the mailbox. */
class RepairTest {
    private static final String PASSWORD = "repair-test-password";
    private static final String ROW =
            " where uid = ? and collection in (select collection from message group by collection"
                    + " having count(*) = 7)";

    @TempDir
    Path root;

    @Test
    void verifyNamesItImapRefusesItAndRepairMendsIt() throws SQLException {
        try (var server = RunningServer.quickstart(root, "--demo-users", "1", "--demo-password", PASSWORD)) {
            var nurse = server.account(0).address();
            try (var imap = ImapWire.login(server.port("imaps"), nurse, PASSWORD)) {
                imap.command("CREATE Rota").ok();
                for (int i = 1; i <= 7; i++) {
                    imap.append("Rota", "", message(i)).ok();
                }
            }
            server.command("verify").succeeded();
            assertThat(server.terminate()).isZero();
            flip(server, "update message set flags = flags + 2" + ROW, 2);
            flipBody(server, 4);
            flip(server, "delete from message" + ROW, 6);

            var stopped = server.command("verify");
            assertThat(stopped.exitCode()).isEqualTo(3);
            assertThat(stopped.output()).contains("ROW UID 2", "OBJECT UID 4", "MISSING UID 6", nurse);
            server.start();
            try (var imap = ImapWire.login(server.port("imaps"), nurse, PASSWORD)) {
                imap.command("SELECT Rota").ok();
                for (int uid : new int[] {1, 3, 5, 7}) {
                    assertThat(imap.bodies(Integer.toString(uid))).containsExactly(message(uid));
                }
                for (int uid : new int[] {2, 4}) {
                    var answer = imap.command("UID FETCH " + uid + " BODY.PEEK[]");
                    assertThat(answer.tagged()).startsWith("NO");
                    assertThat(answer.untagged())
                            .noneMatch(response -> response.literals().stream()
                                    .anyMatch(
                                            literal -> new String(literal, StandardCharsets.US_ASCII).contains("bed")));
                }
            }
            assertThat(server.command("verify").exitCode()).as("running").isEqualTo(3);
            var repaired = server.command("verify", "--repair").succeeded().output();
            assertThat(repaired)
                    .contains("set aside: UID 2,4", "rows were missing: UID 6")
                    .contains("All is what was written");
            try (var imap = ImapWire.login(server.port("imaps"), nurse, PASSWORD)) {
                assertThat(imap.command("SELECT Rota").ok().lines()).contains("* 4 EXISTS");
                assertThat(imap.bodies("1:*")).containsExactly(message(1), message(3), message(5), message(7));
                imap.append("Rota", "", message(8)).ok();
            }
            server.command("verify").succeeded();
            assertThat(server.command("verify", "--repair").succeeded().output())
                    .contains("Nothing had to be repaired");
            assertThat(server.terminate()).isZero();
            server.command("verify", "--repair").succeeded(); // on a stopped one too
        }
    }

    private static byte[] message(int number) {
        return ("From: ann@ward.example\r\nSubject: bed " + number + "\r\n\r\nbed " + number + " is free\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void flip(RunningServer server, String sql, int uid) throws SQLException {
        var url = "jdbc:h2:" + server.folders().data().resolve("db/wardpost");
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, uid);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    /** One bit of a sealed body, whose row stays good. */
    private static void flipBody(RunningServer server, int uid) throws SQLException {
        var url = "jdbc:h2:" + server.folders().data().resolve("db/wardpost");
        var of = " where number in (select object_number from message" + ROW + ")";
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var read = connection.prepareStatement("select body from object_body" + of);
                var write = connection.prepareStatement("update object_body set body = ?" + of)) {
            read.setInt(1, uid);
            var row = read.executeQuery();
            assertThat(row.next()).isTrue();
            var body = row.getBytes(1);
            body[body.length - 20] ^= 1;
            write.setBytes(1, body);
            write.setInt(2, uid);
            assertThat(write.executeUpdate()).isEqualTo(1);
        }
    }
}
