package org.wardpost.integration.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;

/** Checkpoints of the audit log come to where the settings send them, and what came there convicts a log whose end was cut off. */
class AuditCopiesTest {
    private static final String WORD = "wardpost-checkpoint:1:";
    private static final int PATIENCE = 60;

    @Test
    void syslogAndAnAuditorsMailboxHaveThem(@TempDir Path root) throws IOException {
        try (var syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            syslog.setSoTimeout(PATIENCE * 1000);
            var config = Files.writeString(
                    root.resolve("wardpost.toml"),
                    "[audit]\ncopies = [\"syslog://127.0.0.1:" + syslog.getLocalPort()
                            + "\", \"mail:auditor@ward.example\"]\nmail-every = \"1s\"\n");
            try (var server = RunningServer.quickstart(
                    root.resolve("server"), "--demo-users", "1", "--config", config.toString())) {
                server.command(
                                "alias",
                                "add",
                                "auditor@ward.example",
                                server.account(0).address())
                        .succeeded();
                var datagram = received(syslog);
                assertThat(datagram).startsWith("<85>1 ").contains(WORD); // RFC 5424 §6.2.1: authpriv, notice
                var mail = mailed(server);
                assertThat(mail).contains("Auto-Submitted: auto-generated", WORD);
                againstIsGood(server, root, datagram);
                againstIsGood(server, root, mail);
                server.command("domain", "add", "one-more.example").succeeded();
                server.terminate();
                againstIsGood(server, root, last(syslog));
            }
        }
    }

    private static String received(DatagramSocket syslog) throws IOException {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        syslog.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    /** What was signed at the stop: of all that waits the last. */
    private static String last(DatagramSocket syslog) throws IOException {
        var all = new ArrayList<>(List.of(received(syslog)));
        syslog.setSoTimeout(500);
        try {
            while (true) all.add(received(syslog));
        } catch (java.net.SocketTimeoutException noMore) {
            return all.getLast();
        }
    }

    private static String mailed(RunningServer server) {
        var account = server.account(0);
        try (var imap = ImapWire.login(server.port("imaps"), account.address(), account.password())) {
            imap.command("SELECT INBOX").ok();
            var found = new ArrayList<String>();
            await().atMost(Duration.ofSeconds(PATIENCE)).until(() -> {
                var search = imap.command("UID SEARCH SUBJECT \"Wardpost audit checkpoint\"")
                        .ok()
                        .lines()
                        .getFirst()
                        .split(" ");
                found.clear();
                found.addAll(List.of(search).subList(2, search.length));
                return !found.isEmpty();
            });
            return imap.command("UID FETCH " + found.getLast() + " BODY.PEEK[]").ok().untagged().stream()
                    .flatMap(response -> response.literals().stream())
                    .map(octets -> new String(octets, StandardCharsets.UTF_8))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void againstIsGood(RunningServer server, Path root, String copy) throws IOException {
        var file = Files.writeString(root.resolve("copy"), copy);
        server.command("audit", "verify", "--against", file.toString()).succeeded();
    }
}
