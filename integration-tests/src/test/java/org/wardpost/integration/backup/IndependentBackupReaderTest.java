package org.wardpost.integration.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;

/**
 * Nobody is locked in: a backup of a running server is read by one Python file that was written from docs/formats.md, with the root
 * key as {@code key export-root} prints it, or as it lies in the key folder.
 */
class IndependentBackupReaderTest {
    @TempDir
    Path root;

    @Test
    void theReaderOfTheDocumentPrintsWhatTheServerWasGiven() throws IOException {
        try (var server = RunningServer.quickstart(
                root.resolve("server"), "--demo-users", "2", "--demo-password", "reader-test-password")) {
            var nurse = server.account(0);
            var small = message(100);
            var large = message(200_000);
            try (var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password())) {
                imap.command("CREATE \"Station 3\"").ok();
                imap.append("Station 3", "", small).ok();
                imap.append("Station 3", "", large).ok();
            }
            var backup = root.resolve("backup");
            assertThat(server.command("backup", backup.toString()).succeeded().output())
                    .contains("Backed up", "opened with the root key at hand");
            var key = Files.writeString(
                    root.resolve("root.hex"),
                    server.command("key", "export-root", "--yes").succeeded().output());

            var byExport = List.of("--root-key", key.toString());
            var byFolder = List.of("--keys", server.folders().keys().toString());
            for (var with : List.of(byExport, byFolder)) {
                assertThat(text(read(backup, with, "list"))).contains(nurse.address() + "\tStation 3\t2\n");
            }
            assertThat(read(backup, byExport, "print", nurse.address(), "Station 3", "1"))
                    .isEqualTo(small);
            assertThat(read(backup, byFolder, "print", nurse.address(), "Station 3", "2"))
                    .isEqualTo(large);
            assertThat(text(read(backup, byExport, "preview", nurse.address(), "Station 3", "1")))
                    .startsWith("Mrs Hill has slept well");

            restoredElsewhere(server, backup, nurse);
        }
    }

    private void restoredElsewhere(RunningServer server, Path backup, RunningServer.MailAccount nurse) {
        assertThat(server.command("restore", backup.toString()).exitCode()).isEqualTo(1);
        assertThat(server.terminate()).isZero();
        assertThat(server.command("restore", backup.toString()).errors()).contains("is not empty");
        moveAway(server.folders().data());
        assertThat(server.command("restore", backup.toString()).succeeded().output())
                .contains("Restored 3 accounts");
        server.command("verify").succeeded();
        server.start();
        try (var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password())) {
            imap.command("SELECT \"Station 3\"").ok();
            assertThat(imap.bodies("1:*"))
                    .usingElementComparator(Arrays::compare)
                    .containsExactly(message(100), message(200_000));
        }
    }

    private static void moveAway(Path data) {
        try {
            Files.move(data, data.resolveSibling("data-before"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] read(Path backup, List<String> with, String... words) throws IOException {
        var command = new ArrayList<>(List.of(
                "/usr/bin/python3",
                RunningServer.projectRoot()
                        .resolve("integration-tests/reader/wardpost_formats.py")
                        .toString(),
                "backup"));
        command.addAll(with);
        command.add(backup.toString());
        command.addAll(List.of(words));
        var output = root.resolve("output");
        var process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(root.resolve("errors").toFile())
                .start();
        try {
            assertThat(process.waitFor())
                    .as(Files.readString(root.resolve("errors")))
                    .isZero();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Files.readAllBytes(output);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static byte[] message(int size) {
        var text = new StringBuilder("From: ann@ward.example\r\nSubject: Mrs Hill\r\n\r\nMrs Hill has slept well\r\n");
        while (text.length() < size) {
            text.append("and is hungry, ").append(text.length()).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
