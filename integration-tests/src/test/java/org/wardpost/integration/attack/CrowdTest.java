package org.wardpost.integration.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.WireConnection;

/** Many who only hold a connection open: a normal client beside them is served as if they were not there. */
class CrowdTest {
    private static final byte[] HALF_A_CLIENT_HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3, 7, 7, 7};

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
    @ValueSource(strings = {"imap", "imaps", "smtp", "lmtp", "submission", "submissions", "managesieve"})
    void threeHundredSilentConnectionsKeepNobodyOut(String port) {
        beside(300, port, "", new byte[0]);
    }

    @Test
    void twoHundredSlowSmtpClientsKeepNobodyOut() {
        beside(100, "smtp", "EH", new byte[0]);
        var envelope = "EHLO slow\r\nMAIL FROM:<slow@outside.example>\r\nRCPT TO:<"
                + server.account(1).address() + ">\r\nDATA\r\n";
        beside(200, "smtp", envelope, "Subject: sl".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "imaps,''",
        "submissions,''",
        "imap,A STARTTLS",
        "smtp,EHLO x;STARTTLS",
        "submission,EHLO x;STARTTLS",
        "managesieve,STARTTLS"
    })
    void threeHundredHalfOpenHandshakesKeepNobodyOut(String port, String before) {
        beside(300, port, before.isEmpty() ? "" : before.replace(";", "\r\n") + "\r\n", HALF_A_CLIENT_HELLO);
    }

    /** @param after sent once the server has answered {@code first} */
    private static void beside(int many, String port, String first, byte[] after) {
        var crowd = new ArrayList<WireConnection>();
        try {
            for (int i = 0; i < many; i++) {
                var one = WireConnection.plain(server.port(port));
                crowd.add(one);
                if (!first.isEmpty()) one.send(first);
            }
            if (after.length > 0) {
                for (var one : crowd) lateOnly(one, first, after);
            }
            Beside.aNewcomerIsServed(server, port);
            Beside.aNormalClientReads(server);
        } finally {
            crowd.forEach(WireConnection::close);
        }
    }

    /** Octets behind STARTTLS or DATA in one packet would be an injection, which is another attack. */
    private static void lateOnly(WireConnection one, String first, byte[] after) {
        try {
            if (!first.isEmpty()) {
                var line = one.line();
                while (!line.matches("(?i)(A OK|220 2|354|OK \"?Begin).*")) line = one.line();
            }
            one.send(after);
        } catch (java.io.UncheckedIOException sentAway) {
            assertThat(sentAway).as("its place was given to a newcomer").isNotNull();
        }
    }

    @Test
    void aHundredStalledAppendsKeepNobodyOutAndReserveNothing() {
        long before = Beside.residentMebibytes(server);
        var stalled = new ArrayList<ImapWire>();
        try {
            for (int i = 0; i < 100; i++) stalled.add(stalledAppend());
            Beside.aNormalClientReads(server);
            Beside.aNewcomerIsServed(server, "smtp");
            assertThat(Beside.residentMebibytes(server) - before)
                    .as("100 MB came, 4 GB are announced")
                    .isLessThan(400);
        } finally {
            stalled.forEach(imap -> imap.connection().close());
        }
        Beside.aNormalClientReads(server);
    }

    private static ImapWire stalledAppend() {
        var nurse = server.account(1);
        var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password());
        imap.begin("APPEND INBOX {40000000}");
        assertThat(imap.connection().line()).startsWith("+");
        imap.connection().send("Subject: stalled\r\n\r\n" + "x".repeat(1 << 20));
        return imap;
    }

    /** A search keeps a processor until it is done; as many as there are processors, and more, keep nobody out. */
    @Test
    void longSearchesKeepNobodyOut() {
        var nurse = server.account(1);
        var long1 = "Subject: long\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(400_000);
        var searching = new ArrayList<ImapWire>();
        try {
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password());
                searching.add(imap);
                if (i == 0)
                    imap.append("Archive", "", long1.getBytes(StandardCharsets.US_ASCII))
                            .ok();
                imap.command("SELECT Archive").ok();
            }
            for (var imap : searching) imap.begin("SEARCH " + "NOT BODY nothingofit ".repeat(49) + "ALL");
            for (int i = 0; i < 5; i++) Beside.aNormalClientReads(server);
        } finally {
            searching.forEach(imap -> imap.connection().close());
        }
    }
}
