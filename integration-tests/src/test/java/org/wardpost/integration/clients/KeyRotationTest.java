package org.wardpost.integration.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;

/** The root key is rotated while somebody reads and writes, and what was sealed before opens after, across a restart. */
class KeyRotationTest {
    @Test
    void mailGoesOnWhileTheRootKeyRotates(@TempDir Path root) {
        try (var server =
                RunningServer.quickstart(root, "--demo-users", "2", "--demo-password", "rotation-test-password")) {
            var nurse = server.account(0);
            var message = "Subject: before\r\n\r\nsealed before\r\n".getBytes(StandardCharsets.US_ASCII);
            try (var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password())) {
                imap.command("CREATE Rotated").ok();
                imap.append("Rotated", "", message).ok();
                var before = server.command("key", "status").succeeded().output();
                server.command("key", "rotate").succeeded();
                assertThat(server.command("key", "status").succeeded().output()).isNotEqualTo(before);
                imap.append("Rotated", "", message).ok();
                imap.command("SELECT Rotated").ok();
                assertThat(imap.bodies("1:*"))
                        .hasSize(2)
                        .allSatisfy(body -> assertThat(body).isEqualTo(message));
            }
            assertThat(server.terminate()).isZero();
            server.start();
            try (var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password())) {
                imap.command("SELECT Rotated").ok();
                assertThat(imap.bodies("1:*")).hasSize(2);
            }
            server.command("verify").succeeded();
        }
    }
}
