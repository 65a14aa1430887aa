package org.wardpost.integration.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;

/** What a colleague, or a stranger, tries on somebody else's mail. */
class OtherPeoplesMailTest {
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
                "#user/%s/INBOX",
                "#users.%s.INBOX",
                "user/%s",
                "user.%s",
                "Other Users/%s/INBOX",
                "Shared/%s/INBOX",
                "shared/%s/INBOX",
                "~%s/INBOX",
                "../%s/INBOX",
                "/%s/INBOX",
                "INBOX/../%s/INBOX",
                "#private:%s:INBOX",
                "#private/%s/INBOX",
                "%s/INBOX"
            })
    void anothersMailboxIsReachedByNoSpelling(String spelling) {
        var me = server.account(0);
        var other = server.account(1);
        try (var imap = ImapWire.login(server.port("imaps"), me.address(), me.password())) {
            for (var name : new String[] {other.address(), other.address().replaceAll("@.*", "")}) {
                var mailbox = ImapWire.quoted(spelling.formatted(name));
                assertThat(imap.command("SELECT " + mailbox).tagged()).startsWith("NO");
                assertThat(imap.command("STATUS " + mailbox + " (MESSAGES)").tagged())
                        .doesNotStartWith("OK");
                assertThat(imap.command("LIST \"\" " + mailbox).lines()).noneMatch(line -> line.startsWith("* LIST"));
            }
        }
    }

    @Test
    void nobodyRelays() {
        try (var smtp = SmtpWire.smtp(server.port("smtp"))) {
            smtp.expect("MAIL FROM:<a@outside.example>", "250");
            for (var to : new String[] {
                "b@elsewhere.example",
                "b%elsewhere.example@" + domain(),
                "@" + domain() + ":b@elsewhere.example",
                "\"b@elsewhere.example\"",
                "b@[127.0.0.1]"
            }) {
                assertThat(smtp.command("RCPT TO:<" + to + ">")).startsWith("5");
            }
        }
    }

    @Test
    void plaintextLoginsAreRefused() {
        var me = server.account(0);
        try (var imap = org.wardpost.integration.wire.WireConnection.plain(server.port("imap"))) {
            imap.line();
            imap.send("A LOGIN " + me.address() + " " + me.password() + "\r\n");
            String line = imap.line();
            while (line.startsWith("*")) line = imap.line();
            assertThat(line).startsWith("A NO");
        }
        try (var smtp = SmtpWire.smtp(server.port("submission"))) {
            assertThat(smtp.command("AUTH PLAIN AGEAYg==")).startsWith("5");
            assertThat(smtp.hello()).doesNotContain("AUTH").contains("STARTTLS");
        }
    }

    @Test
    void nobodySubmitsInAnothersName() {
        var me = server.account(0);
        var other = server.account(1);
        try (var smtp = SmtpWire.submissions(server.port("submissions"), me.address(), me.password())) {
            var envelope = smtp.command("MAIL FROM:<" + other.address() + ">");
            if (envelope.startsWith("250"))
                assertThat(smtp.command("RCPT TO:<" + me.address() + ">")).startsWith("5");
            smtp.command("RSET");
            smtp.expect("MAIL FROM:<" + me.address() + ">", "250");
            smtp.expect("RCPT TO:<" + me.address() + ">", "250");
            smtp.expect("DATA", "354");
            smtp.connection().send("From: " + other.address() + "\r\nSubject: forged\r\n\r\nx\r\n");
            assertThat(smtp.command(".")).startsWith("5");
        }
    }

    private static String domain() {
        return server.account(0).address().replaceAll(".*@", "");
    }
}
