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
import org.wardpost.integration.wire.WireConnection;

/** Sizes that a client only claims (CVE-2024-37358 and its neighbours). */
class LiteralTest {
    @TempDir
    static Path root;

    static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.quickstart(root, "--demo-users", "1");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOGIN {300000000}",
                "NOOP {50000000}",
                "LOGIN {300000000+}",
                "LOGIN {2147483648}",
                "LOGIN {9223372036854775808}",
                "LOGIN {99999999999999999999999999}",
                "AUTHENTICATE {5000}"
            })
    void beforeLoginNoLargeLiteralIsAskedFor(String command) {
        try (var imap = WireConnection.tls(server.port("imaps"))) {
            imap.timeout(5000);
            imap.line();
            imap.send("A " + command + "\r\n");
            assertThat(imap.line()).doesNotStartWith("+").containsAnyOf("BAD", "NO", "BYE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{2147483648}", "{9223372036854775807}", "{9223372036854775808}", "{18446744073709551616}"})
    void anAppendOfAnImpossibleSizeIsRefusedBeforeItsOctets(String literal) {
        var nurse = server.account(0);
        try (var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password())) {
            imap.connection().timeout(5000);
            imap.connection().send("A APPEND INBOX " + literal + "\r\n");
            assertThat(imap.connection().line()).doesNotStartWith("+").containsAnyOf("BAD", "NO", "BYE");
        }
    }

    @Test
    void aTagOfAMegabyteEndsTheConnectionOrIsBad() {
        try (var imap = WireConnection.tls(server.port("imaps"))) {
            imap.timeout(5000);
            imap.line();
            try {
                for (int i = 0; i < 1024; i++) imap.send("A".repeat(1024));
                imap.send(" NOOP\r\n");
                assertThat(imap.line()).containsAnyOf("BAD", "BYE");
            } catch (java.io.UncheckedIOException closed) {
                assertThat(closed).isNotNull();
            }
        }
    }
}
