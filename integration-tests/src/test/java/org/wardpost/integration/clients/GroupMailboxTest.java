package org.wardpost.integration.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.RunningServer.MailAccount;
import org.wardpost.integration.tamper.StoppedDatabase;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;

/**
 * A ward's mailbox as the ward meets it: ann works in it and writes as it, ravi writes on its behalf, jean only reads, marta has
 * nothing to do with it.
 */
class GroupMailboxTest {
    private static final String WARD = "ward3@ward.example";
    private static final String INBOX = "\"Shared/ward3@ward.example/INBOX\"";

    @TempDir
    static Path root;

    static RunningServer server;
    static MailAccount ann;
    static MailAccount ravi;
    static MailAccount marta;
    static MailAccount jean;

    @BeforeAll
    static void aWard() {
        server = RunningServer.quickstart(root, "--demo-users", "4", "--demo-password", "still-there-after-a-kill");
        ann = server.account(0);
        ravi = server.account(1);
        marta = server.account(2);
        jean = server.account(3);
        server.command("group", "add", WARD, "--name", "Ward 3", ann.address(), ravi.address(), jean.address())
                .succeeded();
        server.command("group", "add", "ward4@ward.example", marta.address(), "--send-as")
                .succeeded();
        server.command("group", "member", "add", WARD, ann.address(), "--send-as")
                .succeeded();
        server.command("group", "member", "add", WARD, ravi.address(), "--send-on-behalf")
                .succeeded();
        server.command("group", "member", "add", WARD, jean.address(), "--rights", "lrs")
                .succeeded();
        server.command("alias", "add", "nurses@ward.example", WARD).succeeded();
    }

    @AfterAll
    static void end() {
        try (var running = server) {
            var verified = running.command("verify", "--json").succeeded();
            assertThat(verified.output()).contains("\"problems\":[]");
        }
    }

    private static ImapWire imap(MailAccount who) {
        return ImapWire.login(server.port("imaps"), who.address(), who.password());
    }

    private static SmtpWire submission(MailAccount who) {
        return SmtpWire.submissions(server.port("submissions"), who.address(), who.password());
    }

    private static byte[] message(String header) {
        return (header + "\r\nSubject: of a group\r\n\r\nbody\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static int exists(ImapWire imap, String mailbox) {
        return imap.command("SELECT " + mailbox).ok().lines().stream()
                .filter(line -> line.endsWith(" EXISTS"))
                .mapToInt(line -> Integer.parseInt(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(ImapWire imap, String mailbox) {
        imap.command("EXAMINE " + mailbox).ok();
        return imap.bodies("1:*").stream()
                .map(octets -> new String(octets, StandardCharsets.US_ASCII))
                .toList();
    }

    private static void deliver(String subject) {
        try (var lmtp = SmtpWire.lmtp(server.port("lmtp"))) {
            var sent = message("From: x@outside.example\r\nX-Test: " + subject);
            assertThat(lmtp.send("x@outside.example", List.of(WARD), sent)).allMatch(reply -> reply.startsWith("250"));
        }
    }

    @Test
    void mailLiesOnceInTheGroupAndEachMemberReadsIt() {
        try (var smtp = SmtpWire.smtp(server.port("smtp"));
                var annsImap = imap(ann);
                var ravisImap = imap(ravi);
                var martasImap = imap(marta)) {
            deliver("by LMTP");
            var sent = message("From: x@outside.example\r\nX-Test: by alias");
            assertThat(smtp.send("x@outside.example", List.of("nurses@ward.example"), sent))
                    .allMatch(reply -> reply.startsWith("250"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(texts(ravisImap, INBOX))
                            .anyMatch(text -> text.contains("X-Test: by LMTP"))
                            .anyMatch(text -> text.contains("X-Test: by alias")));
            assertThat(texts(annsImap, "INBOX")).noneMatch(text -> text.contains("X-Test:"));
            assertThat(annsImap.command("LIST \"\" *").ok().lines()).anyMatch(line -> line.endsWith(" " + INBOX));
            assertThat(martasImap.command("LIST \"\" *").ok().lines()).noneMatch(line -> line.contains("ward3"));
            assertThat(martasImap.command("SELECT " + INBOX).tagged()).startsWith("NO");
            assertThat(martasImap.command("STATUS " + INBOX + " (MESSAGES)").tagged())
                    .startsWith("NO");
        }
    }

    @Test
    void whatOneMemberMarksTheOthersSee() {
        deliver("to be marked");
        try (var annsImap = imap(ann);
                var ravisImap = imap(ravi)) {
            int last = exists(annsImap, INBOX);
            annsImap.command("STORE " + last + " +FLAGS (\\Answered)").ok();
            exists(ravisImap, INBOX);
            assertThat(ravisImap.command("FETCH " + last + " FLAGS").ok().lines())
                    .anyMatch(line -> line.contains("\\Answered"));
        }
    }

    @Test
    void whoMayOnlyReadChangesNothingButSeen() {
        deliver("to be read");
        try (var imap = imap(jean)) {
            int last = exists(imap, INBOX);
            assertThat(imap.command("MYRIGHTS " + INBOX).ok().lines())
                    .anyMatch(line -> line.matches("\\* MYRIGHTS .* \"?(lrs|l r s|rls|rsl|slr|srl|lsr)\"?"));
            assertThat(imap.command("FETCH " + last + " BODY.PEEK[]").ok().untagged())
                    .anyMatch(response -> !response.literals().isEmpty());
            imap.command("STORE " + last + " +FLAGS (\\Seen)").ok();
            for (var change : List.of(
                    "STORE " + last + " +FLAGS (\\Deleted)",
                    "STORE " + last + " +FLAGS (\\Flagged)",
                    "EXPUNGE",
                    "MOVE " + last + " INBOX",
                    "CREATE \"Shared/ward3@ward.example/Mine\"",
                    "DELETE " + INBOX,
                    "SETACL " + INBOX + " " + jean.address() + " lrswipkxtea")) {
                assertThat(imap.command(change).tagged()).as(change).startsWith("NO");
            }
            assertThat(imap.append("Shared/ward3@ward.example/INBOX", "", message("From: " + jean.address()))
                            .tagged())
                    .startsWith("NO");
            assertThat(exists(imap, INBOX)).isGreaterThanOrEqualTo(last);
        }
        try (var smtp = submission(jean)) {
            assertThat(smtp.command("MAIL FROM:<" + WARD + ">")).startsWith("553 5.7.1");
        }
    }

    @Test
    void oneWritesAsTheGroupAnotherOnItsBehalf() {
        try (var smtp = submission(ann)) {
            assertThat(smtp.send(WARD, List.of(marta.address()), message("From: " + WARD + "\r\nX-Test: as")))
                    .allMatch(reply -> reply.startsWith("250"));
        }
        try (var smtp = submission(ravi)) {
            assertThat(smtp.send(WARD, List.of(marta.address()), message("From: " + WARD + "\r\nX-Test: on behalf")))
                    .allMatch(reply -> reply.startsWith("250"));
        }
        try (var imap = imap(marta)) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                var inbox = texts(imap, "INBOX");
                assertThat(inbox)
                        .anySatisfy(text -> assertThat(text)
                                .contains("X-Test: as\r\n", "Return-Path: <" + WARD + ">")
                                .doesNotContain("Sender:", ann.address()));
                assertThat(inbox)
                        .anySatisfy(text -> assertThat(text)
                                .contains(
                                        "X-Test: on behalf\r\n",
                                        "Return-Path: <" + ravi.address() + ">",
                                        "Sender: <" + ravi.address() + ">"));
            });
        }
    }

    @Test
    void rightsOnOneGroupAreNoneOnAnother() {
        for (var who : List.of(ann, ravi, jean)) {
            try (var smtp = submission(who)) {
                assertThat(smtp.command("MAIL FROM:<ward4@ward.example>")).startsWith("553 5.7.1");
                for (var header : List.of(
                        "From: ward4@ward.example",
                        "From: " + who.address() + "\r\nSender: ward4@ward.example",
                        "From: \"ward4@ward.example\" <" + who.address() + ">",
                        "From: " + who.address() + " (ward4@ward.example)",
                        "From: " + who.address() + ", ward4@ward.example")) {
                    assertThat(smtp.send(who.address(), List.of(marta.address()), message(header)))
                            .as(header)
                            .allMatch(reply -> reply.startsWith("550 5.7.1"));
                }
            }
        }
    }

    @Test
    void whoLeavesHasNothingOfItAnyMoreInOpenSessionsToo() {
        server.command("group", "add", "ward5@ward.example", ann.address(), ravi.address(), "--send-as")
                .succeeded();
        var inbox = INBOX.replace("ward3", "ward5");
        try (var lmtp = SmtpWire.lmtp(server.port("lmtp"));
                var imap = imap(ann);
                var other = imap(ravi);
                var smtp = submission(ann)) {
            lmtp.send("x@outside.example", List.of("ward5@ward.example"), message("From: x@outside.example"));
            assertThat(exists(imap, inbox)).isEqualTo(1);
            server.command("group", "member", "remove", "ward5@ward.example", ann.address())
                    .succeeded();
            assertThat(smtp.command("MAIL FROM:<ward5@ward.example>")).startsWith("553 5.7.1");
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                try (var fresh = imap(ann)) {
                    assertThat(fresh.command("LIST \"\" *").ok().lines()).noneMatch(line -> line.contains("ward5"));
                    assertThat(fresh.command("SELECT " + inbox).tagged()).startsWith("NO");
                }
            });
            assertThat(readsOn(imap)).isFalse();
            assertThat(exists(other, inbox)).isEqualTo(1);
        }
    }

    @Test
    void aLeaversGrantIsGoneFromTheDatabaseAndTheGroupHasANewSeed() {
        var group = "ward6@ward.example";
        var inbox = INBOX.replace("ward3", "ward6");
        server.command("group", "add", group, ann.address(), ravi.address(), jean.address())
                .succeeded();
        try (var lmtp = SmtpWire.lmtp(server.port("lmtp"));
                var annsImap = imap(ann);
                var ravisImap = imap(ravi)) {
            lmtp.send("x@outside.example", List.of(group), message("From: x@outside.example\r\nX-Test: kept"));
            assertThat(exists(annsImap, inbox)).isEqualTo(1);
            assertThat(exists(ravisImap, inbox)).isEqualTo(1);
        }
        server.command("group", "member", "remove", group, ravi.address()).succeeded();
        server.kill(); // at once: the answer said that all of it is durable
        try (var database = new StoppedDatabase(server.folders())) {
            var left = database.rows("select account from account_generation where account in"
                    + " (select account from account_grant group by account having count(*) = 2)");
            assertThat(left).as("the only group of this test that two stay in").hasSize(1);
            var sixth = left.getFirst().get("account");
            assertThat(database.rows("select generation from account where account = ?", sixth))
                    .containsExactly(Map.of("generation", 2));
            var grants = database.rows("select generation, signed from account_grant where account = ?", sixth);
            assertThat(grants).hasSize(2).allSatisfy(grant -> {
                assertThat(grant).containsEntry("generation", 2);
                assertThat((byte[]) grant.get("signed")).hasSize(214);
            });
            assertThat(database.rows("select epoch from collection_head where account = ?", sixth))
                    .isNotEmpty()
                    .allMatch(head -> head.get("epoch").equals(2));
            database.change("update account_grant set generation = 1 where account = ?", sixth);
        }
        server.start();
        try (var annsImap = imap(ann);
                var ravisImap = imap(ravi)) {
            assertThat(ravisImap.command("SELECT " + inbox).tagged()).startsWith("NO");
            assertThat(annsImap.command("SELECT " + inbox).tagged())
                    .as("with a grant that was changed")
                    .startsWith("NO");
            assertThat(exists(annsImap, INBOX)).isNotNegative();
            assertThat(server.command("verify", "--repair").succeeded().output())
                    .contains(group + ": its members' grants were made anew");
            assertThat(texts(annsImap, inbox)).singleElement().asString().contains("X-Test: kept");
            assertThat(ravisImap.command("SELECT " + inbox).tagged()).startsWith("NO");
        }
        assertThat(server.command("audit", "list").succeeded().output()).contains("damage.found", "group.repair");
    }

    /** Whether a session that has the mailbox selected still gets content: it may be ended, or answered NO. */
    private static boolean readsOn(ImapWire imap) {
        try {
            return imap.command("FETCH 1 BODY.PEEK[]").untagged().stream()
                    .anyMatch(response -> !response.literals().isEmpty());
        } catch (java.io.UncheckedIOException ended) {
            return false;
        }
    }

    @Test
    void aUserWhoIsRemovedIsRemovedFromHisGroups() {
        var password = root.resolve("password");
        try {
            java.nio.file.Files.writeString(password, "correct horse 7\n");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.command("user", "add", "kim@ward.example", "--password-file", password.toString())
                .succeeded();
        server.command("group", "member", "add", WARD, "kim@ward.example").succeeded();
        assertThat(server.command("group", "member", "list", WARD).output()).contains("kim@ward.example");
        server.command("user", "remove", "kim@ward.example", "--yes").succeeded();
        assertThat(server.command("group", "member", "list", WARD).output()).doesNotContain("kim@ward.example");
        assertThat(server.command("user", "list").output()).doesNotContain("ward3");
    }

    @Test
    void theDemoWardHasOneToo() {
        var group = server.groups().getFirst();
        assertThat(group).isEqualTo("ward7@ward.example");
        try (var imap = imap(ann)) {
            assertThat(exists(imap, ImapWire.quoted("Shared/" + group + "/INBOX")))
                    .isGreaterThanOrEqualTo(3);
        }
    }
}
