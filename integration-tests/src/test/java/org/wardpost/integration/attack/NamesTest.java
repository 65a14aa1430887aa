package org.wardpost.integration.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;

/** Names that are paths, lines, patterns or mountains, and names of what somebody else has not shared. */
class NamesTest {
    /** Each with the mailbox as %1$s. */
    private static final List<String> COMMANDS = List.of(
            "SELECT %1$s",
            "EXAMINE %1$s",
            "STATUS %1$s (MESSAGES UIDNEXT)",
            "MYRIGHTS %1$s",
            "GETACL %1$s",
            "SETACL %1$s ann.mbeki@ward.example lrswipkxtea",
            "GETQUOTAROOT %1$s",
            "GETMETADATA %1$s /private/comment",
            "APPEND %1$s {1+}\r\nx",
            "COPY 1 %1$s",
            "DELETE %1$s",
            "RENAME %1$s mine");

    @TempDir
    static Path root;

    static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.quickstart(root, "--demo-users", "2");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"..\"",
                "\".\"",
                "\"../../etc/passwd\"",
                "\"a/../b\"",
                "\"a/./b\"",
                "\"/a\"",
                "\"a//b\"",
                "\"//\"",
                "\"INBOX/../INBOX\"",
                "{3+}\r\na\0b",
                "{4+}\r\na\r\nb",
                "{4+}\r\nab\r\n",
                "\"&AAA-\"",
                "\"a&AA0ACg-b\"",
                "\"&Jjo\"",
                "\"a\u0001b\"",
                "\"%\"",
                "\"a*b\"",
                "\"#user\"",
                "\"Shared\"",
                "\"Shared/mine\"",
                "\"\""
            })
    void aNameThatIsNoneIsRefusedAndNothingIsMade(String name) {
        try (var imap = login(0)) {
            var before = imap.command("LIST \"\" \"*\"").ok().lines();
            assertThat(imap.command("CREATE " + name).tagged()).matches("(NO|BAD) .*");
            assertThat(imap.command("RENAME Archive " + name).tagged()).matches("(NO|BAD) .*");
            assertThat(imap.command("LIST \"\" \"*\"").ok().lines()).isEqualTo(before);
        }
    }

    @Test
    void twoThousandLevelsAreRefused() {
        try (var imap = login(0)) {
            for (var name : new String[] {"a/".repeat(2000) + "a", "a/".repeat(450) + "a", "a".repeat(60_000)}) {
                assertThat(imap.command("CREATE " + name).tagged()).matches("(NO|BAD) .*");
                assertThat(imap.command("SELECT " + name).tagged()).matches("(NO|BAD) .*");
                assertThat(imap.command("SUBSCRIBE " + name).tagged()).matches("(NO|BAD) .*");
            }
            assertThat(imap.command("LIST \"\" \"a*\"").ok().lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Shared/%s",
                "Shared/%s/INBOX",
                "Shared/%s/Sent",
                "shared/%s/INBOX",
                "SHARED/%s/INBOX",
                "Shared//%s/INBOX",
                "Shared/./%s/INBOX",
                "Shared/../Shared/%s/INBOX",
                "Shared/%s/../%s/INBOX",
                "Shared/%s/INBOX/",
                "/Shared/%s/INBOX",
                "&AFM-hared/%s/INBOX",
                "#shared/%s/INBOX",
                "Shared.%s.INBOX",
                "user/%s/INBOX",
                "Other Users/%s/INBOX"
            })
    void aMailboxThatIsNotSharedIsAnsweredLikeOneThatIsNot(String spelling) {
        var other = server.account(1).address();
        var nobody = "nobody" + other.substring(other.indexOf('@'));
        try (var imap = login(0)) {
            imap.command("SELECT INBOX").ok();
            for (var command : COMMANDS) {
                var real = answer(imap, command, spelling, other);
                assertThat(real).as(command).matches("(NO|BAD) .*");
                assertThat(real)
                        .as("nobody learns who exists: " + command)
                        .isEqualTo(answer(imap, command, spelling, nobody));
                imap.command("SELECT INBOX").ok();
            }
            assertThat(imap.command("LIST \"\" \"Shared/*\"").lines().toString())
                    .doesNotContain(other);
        }
    }

    private static String answer(ImapWire imap, String command, String spelling, String address) {
        var name = ImapWire.quoted(spelling.replace("%s", address));
        return imap.command(command.formatted(name)).tagged();
    }

    @Test
    void whoMayReadOneMailboxMayDoNothingElseAndReadNoOther() {
        var me = server.account(0).address();
        var other = server.account(1).address();
        try (var owner = login(1)) {
            owner.command("CREATE given").ok();
            owner.command("CREATE given/below").ok();
            owner.append("given", "", "Subject: for you\r\n\r\nx\r\n".getBytes())
                    .ok();
            owner.command("SETACL given " + me + " lr").ok();
        }
        try (var imap = login(0)) {
            var given = "\"Shared/" + other + "/given\"";
            imap.command("SELECT " + given).ok();
            assertThat(imap.bodies("1")).hasSize(1);
            for (var command : new String[] {
                "STORE 1 +FLAGS (\\Deleted)",
                "STORE 1 +FLAGS (\\Seen)",
                "EXPUNGE",
                "MOVE 1 INBOX",
                "APPEND " + given + " {1+}\r\nx",
                "DELETE " + given,
                "RENAME " + given + " mine",
                "SETACL " + given + " " + me + " lrswipkxtea",
                "DELETEACL " + given + " " + other,
                "CREATE \"Shared/" + other + "/given/mine\""
            }) assertThat(imap.command(command).tagged()).as(command).startsWith("NO ");
            for (var name : new String[] {"INBOX", "given/below", "given/../INBOX", "Sent"})
                assertThat(imap.command("SELECT \"Shared/" + other + "/" + name + "\"")
                                .tagged())
                        .as(name)
                        .startsWith("NO ");
        }
        try (var owner = login(1)) {
            owner.command("SELECT given").ok();
            assertThat(owner.bodies("1:*")).hasSize(1);
        }
    }

    private static ImapWire login(int user) {
        var account = server.account(user);
        return ImapWire.login(server.port("imaps"), account.address(), account.password());
    }
}
