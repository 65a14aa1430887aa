package org.wardpost.integration.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;
import org.wardpost.integration.wire.WireConnection;

/** Many who only hold a connection open: a normal client beside them is served as if they were not there. */
class CrowdTest {
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

    @Test
    void threeHundredSilentImapConnectionsKeepNobodyOut() {
        var silent = new ArrayList<WireConnection>();
        try {
            for (int i = 0; i < 300; i++) silent.add(WireConnection.plain(server.port("imaps")));
            aNormalClientReads();
        } finally {
            silent.forEach(WireConnection::close);
        }
    }

    @Test
    void twoHundredSlowSmtpClientsKeepNobodyOut() {
        var slow = new ArrayList<WireConnection>();
        try {
            for (int i = 0; i < 200; i++) {
                var connection = WireConnection.plain(server.port("smtp"));
                connection.send("EH");
                slow.add(connection);
            }
            try (var smtp = SmtpWire.smtp(server.port("smtp"))) {
                var reply = smtp.send(
                        "a@outside.example",
                        List.of(server.account(0).address()),
                        "Subject: x\r\n\r\nx\r\n".getBytes());
                assertThat(reply.getFirst()).startsWith("250");
            }
        } finally {
            slow.forEach(WireConnection::close);
        }
    }

    @Test
    void aHundredStalledAppendsKeepNobodyOut() {
        var stalled = new ArrayList<ImapWire>();
        try {
            var nurse = server.account(1);
            for (int i = 0; i < 100; i++) {
                var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password());
                stalled.add(imap);
                imap.begin("APPEND INBOX {1000000}");
                imap.connection().line();
                imap.connection().send("Subject: stalled\r\n\r\n" + "x".repeat(10_000));
            }
            aNormalClientReads();
        } finally {
            stalled.forEach(imap -> imap.connection().close());
        }
    }

    private static void aNormalClientReads() {
        var nurse = server.account(0);
        try (var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password())) {
            imap.connection().timeout(5000);
            imap.command("SELECT INBOX").ok();
            assertThat(imap.bodies("1:*")).isNotEmpty();
        }
    }
}
