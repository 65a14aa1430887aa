package org.wardpost.integration.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.RunningServer.MailAccount;
import org.wardpost.integration.wire.ImapWire;

/** A ward mailbox that its owner shares with four people, of whom the fourth may only read; used with programs of others. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedMailboxTest {
    private static final byte[] MAIL = "Subject: rota\r\n\r\nEarly shift\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Map<Integer, String> RIGHTS = Map.of(1, "lrswipte", 2, "lrswit", 3, "lrsi", 4, "lr");

    @TempDir
    static Path root;

    static RunningServer server;

    @BeforeAll
    static void ownerShares() {
        server = RunningServer.quickstart(root.resolve("server"), "--demo-users", "5");
        try (var owner = login(0)) {
            owner.command("CREATE Ward").ok();
            owner.append("Ward", "", MAIL).ok();
            RIGHTS.forEach((member, rights) -> owner.command(
                            "SETACL Ward " + account(member).address() + " " + rights)
                    .ok());
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static MailAccount account(int number) {
        return server.account(number);
    }

    private static ImapWire login(int number) {
        return ImapWire.login(
                server.port("imaps"), account(number).address(), account(number).password());
    }

    private static String ward() {
        return "Shared/" + account(0).address() + "/Ward";
    }

    @Test
    @Order(1)
    void oneOfFourMayOnlyRead() {
        for (int member = 1; member <= 4; member++) {
            try (var imap = login(member)) {
                assertThat(imap.command("LIST \"\" \"*\"").ok().lines())
                        .anyMatch(l -> l.contains("\"" + ward() + "\""));
                var selected = imap.command("SELECT " + ImapWire.quoted(ward())).ok();
                assertThat(selected.tagged()).contains(member == 4 ? "READ-ONLY" : "READ-WRITE");
                assertThat(imap.bodies("1")).containsExactly(MAIL);
                if (member < 4) continue;
                for (var refused : List.of("STORE 1 +FLAGS (\\Seen)", "EXPUNGE", "MOVE 1 INBOX", "DELETE " + ward()))
                    assertThat(imap.command(refused).tagged()).contains("[NOPERM]");
                assertThat(imap.append(ward(), "", MAIL).tagged()).contains("[NOPERM]");
            }
        }
    }

    @Test
    @Order(2)
    void whatOneAddsTheOthersAreTold() {
        try (var waiting = login(4);
                var adding = login(2)) {
            waiting.command("SELECT " + ImapWire.quoted(ward())).ok();
            var idle = waiting.begin("IDLE");
            assertThat(waiting.response().text()).startsWith("+");
            adding.append(ward(), "(\\Flagged)", MAIL).ok();
            assertThat(waiting.response().text()).isEqualTo("* 2 EXISTS");
            waiting.connection().send("DONE\r\n");
            waiting.finish(idle).ok();
            assertThat(waiting.command("FETCH 2 FLAGS").ok().lines()).anyMatch(l -> l.contains("\\Flagged"));
        }
    }

    @Test
    @Order(3)
    void pythonsImaplibAsAMember() throws IOException {
        assertThat(python(3))
                .contains("listed", "lrsi", "selected OK", "read True", "writes", "stored OK", "appended OK", "acl NO");
        assertThat(python(4)).contains("listed", "lr", "read True", "reads only", "stored NO", "appended NO", "acl NO");
    }

    private static List<String> python(int member) throws IOException {
        var script = RunningServer.projectRoot().resolve("integration-tests/src/test/resources/clients/member.py");
        return Finished.run(
                        List.of(
                                "python3",
                                script.toString(),
                                "localhost",
                                "" + server.port("imaps"),
                                server.ca().toString(),
                                account(member).address(),
                                account(member).password(),
                                ward()),
                        Files.createDirectories(root.resolve("tmp")))
                .succeeded()
                .output()
                .lines()
                .toList();
    }

    @Test
    @Order(4)
    void mbsyncAsAMember() throws IOException {
        var maildir = root.resolve("maildir");
        for (var sub : List.of("cur", "new", "tmp"))
            Files.createDirectories(maildir.resolve("inbox").resolve(sub));
        Files.write(
                maildir.resolve("inbox/new/1700000000.1.test"),
                "Subject: by mbsync\n\nNight shift\n".getBytes(StandardCharsets.US_ASCII));
        new Mbsync(server, account(1), root).sync("ward", ward(), maildir);
        try (var owner = login(0);
                var files = Files.walk(maildir.resolve("inbox"))) {
            owner.command("EXAMINE Ward").ok();
            assertThat(owner.command("SEARCH SUBJECT \"by mbsync\"").ok().lines())
                    .anyMatch(l -> l.matches("\\* SEARCH \\d+"));
            int messages = Integer.parseInt(owner.command("STATUS Ward (MESSAGES)")
                    .ok()
                    .lines()
                    .getFirst()
                    .replaceAll("\\D", ""));
            assertThat(files.filter(file -> file.getFileName().toString().matches("\\d+\\..*")))
                    .hasSize(messages);
        }
    }

    @Test
    @Order(5)
    void whoIsTakenOffTheListIsOut() {
        try (var member = login(2);
                var owner = login(0)) {
            member.command("SELECT " + ImapWire.quoted(ward())).ok();
            member.begin("IDLE");
            assertThat(member.response().text()).startsWith("+");
            owner.command("DELETEACL Ward " + account(2).address()).ok();
            assertThat(member.response().text()).startsWith("* BYE");
        }
        try (var again = login(2)) {
            assertThat(again.command("SELECT " + ImapWire.quoted(ward())).tagged())
                    .contains("[NONEXISTENT]");
            assertThat(again.command("LIST \"\" \"Shared/*\"").ok().lines())
                    .as("the demo ward's group stays")
                    .noneMatch(l -> l.contains("Shared/" + account(0).address()));
        }
    }

    @Test
    @Order(6)
    void theListOutlivesAKill() {
        server.kill();
        server.start();
        try (var reader = login(4);
                var gone = login(2)) {
            assertThat(reader.command("SELECT " + ImapWire.quoted(ward())).ok().tagged())
                    .contains("READ-ONLY");
            assertThat(reader.bodies("1")).containsExactly(MAIL);
            assertThat(gone.command("SELECT " + ImapWire.quoted(ward())).tagged())
                    .contains("[NONEXISTENT]");
        }
    }
}
