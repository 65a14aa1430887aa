package org.wardpost.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.vault.audit.Checkpoint;

class CheckpointCopiesTest {
    private final Checkpoint checkpoint = new Checkpoint(
            new UUID(1, 2),
            7,
            Instant.parse("2026-11-28T12:00:00Z"),
            new byte[32],
            1,
            Map.of(),
            new byte[32],
            new byte[64]);

    private void keep(CheckpointTarget target) {
        new CheckpointCopies(
                        List.of(target),
                        "mail.ward.example",
                        new CheckpointMail(Duration.ofHours(1), "mail.ward.example"))
                .keep(checkpoint);
    }

    private static List<String> encoded(String text) {
        return CheckpointText.in(text.getBytes(UTF_8)).checkpoints();
    }

    private List<String> expected() {
        return encoded(CheckpointText.line(checkpoint));
    }

    @Test
    void aFileIsAppendedToAndNobodyElseReadsIt(@TempDir Path folder) throws IOException {
        var file = folder.resolve("checkpoints");
        keep(new CheckpointTarget.AppendedFile(file));
        keep(new CheckpointTarget.AppendedFile(file));
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .allSatisfy(line -> assertThat(encoded(line)).isEqualTo(expected()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anotherMachineGetsItBySyslog() throws IOException {
        try (var receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            receiver.setSoTimeout(10_000);
            keep(new CheckpointTarget.RemoteSyslog("127.0.0.1", receiver.getLocalPort()));
            var packet = new DatagramPacket(new byte[4096], 4096);
            receiver.receive(packet);
            var text = new String(packet.getData(), 0, packet.getLength(), UTF_8);
            assertThat(text).startsWith("<85>1 2026-11-28T12:00Z mail.ward.example wardpost ");
            assertThat(encoded(text)).isEqualTo(expected());
        }
    }

    @Test
    void thisMachinesSyslogGetsItByItsSocket(@TempDir Path folder) throws Exception {
        var socket = folder.resolve("log");
        var listener = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import socket,sys;s=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM);s.bind(sys.argv[1]);"
                                + "print('ready',flush=True);print(s.recv(65536).decode(),flush=True)",
                        socket.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = listener.inputReader()) {
            assertThat(out.readLine()).isEqualTo("ready");
            keep(new CheckpointTarget.LocalSyslog(socket));
            var text = out.readLine();
            assertThat(text).startsWith("<85>Nov 28 ").contains("wardpost[");
            assertThat(encoded(text)).isEqualTo(expected());
        } finally {
            listener.destroy();
        }
    }

    @Test
    void aPlaceThatFailsStopsNobody(@TempDir Path folder) throws IOException {
        var file = folder.resolve("checkpoints");
        new CheckpointCopies(
                        List.of(
                                new CheckpointTarget.LocalSyslog(folder.resolve("nobody")),
                                new CheckpointTarget.AppendedFile(folder.resolve("none/checkpoints")),
                                new CheckpointTarget.AppendedFile(file)),
                        "h",
                        new CheckpointMail(Duration.ofHours(1), "h"))
                .keep(checkpoint);
        assertThat(file).exists();
    }

    @Test
    void aLineThatACrashCutIsCounted() {
        var line = CheckpointText.line(checkpoint);
        var found = CheckpointText.in((line + "\n" + line.substring(0, 160)).getBytes(UTF_8));
        assertThat(found.checkpoints()).isEqualTo(expected());
        assertThat(found.damaged()).isOne();
    }

    @Test
    void whatIsNoPlaceIsRefused() {
        for (var wrong :
                List.of("", "syslog", "syslog://", "syslog://h/x", "file:relative", "mail:nobody", "http://h")) {
            assertThatThrownBy(() -> CheckpointTarget.of(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no place for checkpoints");
        }
        assertThat(CheckpointTarget.of("syslog://[::1]:1514")).hasToString("syslog://[::1]:1514");
        assertThat(CheckpointTarget.of("syslog://loghost"))
                .isEqualTo(new CheckpointTarget.RemoteSyslog("loghost", 514));
    }
}
