package org.wardpost.integration.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;

/** The first minute of a new user, and the second start. */
class QuickstartTest {
    @Test
    void aSecondStartIsQuickAndTheDemoMailIsThereOnce(@TempDir Path root) {
        try (var server = RunningServer.quickstart(root)) {
            int first = messages(server);
            assertThat(first).isGreaterThanOrEqualTo(3);
            var accounts = server.accounts();
            assertThat(accounts).hasSizeGreaterThanOrEqualTo(4);
            assertThat(server.terminate()).isZero();
            server.start();
            assertThat(server.accounts()).isEqualTo(accounts);
            assertThat(messages(server)).isEqualTo(first);
        }
    }

    @Test
    void everyPortOfTheJsonLineAnswers(@TempDir Path root) {
        try (var server = RunningServer.quickstart(root, "--demo-users", "1")) {
            for (var name :
                    new String[] {"smtp", "lmtp", "imap", "imaps", "submission", "submissions", "managesieve"}) {
                var implicitTls = name.equals("imaps") || name.equals("submissions");
                try (var connection = implicitTls
                        ? org.wardpost.integration.wire.WireConnection.tls(server.port(name))
                        : org.wardpost.integration.wire.WireConnection.plain(server.port(name))) {
                    assertThat(connection.line()).as(name).isNotEmpty();
                }
            }
        }
    }

    /** Thunderbird shows what is subscribed, and makes folders of its own where it finds no special use. */
    @Test
    void theStandardMailboxesAreSubscribedAndSayTheirUse(@TempDir Path root) {
        try (var server = RunningServer.quickstart(root, "--demo-users", "1")) {
            var nurse = server.account(0);
            try (var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password())) {
                assertThat(imap.command("LSUB \"\" *").ok().lines()).hasSize(6).anyMatch(line -> line.contains("Sent"));
                assertThat(imap.command("LIST \"\" *").ok().lines()).anyMatch(line -> line.contains("\\Sent"));
            }
        }
    }

    private static int messages(RunningServer server) {
        var nurse = server.account(0);
        try (var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password())) {
            return imap.command("SELECT INBOX").ok().lines().stream()
                    .filter(line -> line.endsWith(" EXISTS"))
                    .mapToInt(line -> Integer.parseInt(line.split(" ")[1]))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
