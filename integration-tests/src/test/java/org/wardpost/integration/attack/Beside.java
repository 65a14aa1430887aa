package org.wardpost.integration.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;
import org.wardpost.integration.wire.WireConnection;

/** What must go on beside an attack, and what the attack may cost. */
final class Beside {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private Beside() {}

    /** Somebody else logs in and reads, at once. */
    static void aNormalClientReads(RunningServer server) {
        long began = System.nanoTime();
        var nurse = server.account(0);
        try (var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password())) {
            imap.command("SELECT INBOX").ok();
            assertThat(imap.bodies("1:*")).isNotEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).as("read").isLessThan(AT_ONCE);
    }

    /** The server answers a newcomer on this port, at once. */
    static void aNewcomerIsServed(RunningServer server, String port) {
        long began = System.nanoTime();
        var nurse = server.account(0);
        switch (port) {
            case "smtp", "lmtp" -> {
                int number = server.port(port);
                try (var smtp = port.equals("lmtp") ? SmtpWire.lmtp(number) : SmtpWire.smtp(number)) {
                    assertThat(smtp.send(
                                    "a@outside.example",
                                    List.of(nurse.address()),
                                    "Subject: x\r\n\r\nx\r\n".getBytes()))
                            .allSatisfy(reply -> assertThat(reply).startsWith("250"));
                }
            }
            case "submission" -> {
                try (var smtp = SmtpWire.smtp(server.port(port))) {
                    smtp.expect("STARTTLS", "220");
                    smtp.connection().startTls();
                    assertThat(smtp.hello()).contains("AUTH");
                }
            }
            case "submissions" ->
                SmtpWire.submissions(server.port(port), nurse.address(), nurse.password())
                        .close();
            case "managesieve" -> Scripts.login(server, 0).close();
            case "imap" -> {
                try (var imap = WireConnection.plain(server.port(port))) {
                    assertThat(imap.line()).startsWith("* OK");
                    imap.send("A STARTTLS\r\n");
                    assertThat(imap.line()).startsWith("A OK");
                    imap.startTls();
                    imap.send("B NOOP\r\n");
                    assertThat(imap.line()).startsWith("B OK");
                }
            }
            case "imaps" -> aNormalClientReads(server);
            default -> throw new IllegalArgumentException(port);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).as(port).isLessThan(AT_ONCE);
    }

    /** Mebibytes of memory that the server has now. */
    static long residentMebibytes(RunningServer server) {
        try {
            var status = RESIDENT.matcher(Files.readString(Path.of("/proc/" + server.pid() + "/status")));
            assertThat(status.find()).isTrue();
            return Long.parseLong(status.group(1)) / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
