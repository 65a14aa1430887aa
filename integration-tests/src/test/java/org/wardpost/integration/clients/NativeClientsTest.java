package org.wardpost.integration.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;

/** Programs that we did not write, from Debian, used as a new user would. */
class NativeClientsTest {
    @Test
    void curlReadsOverImapsWithThePrintedCertificateAuthority(@TempDir Path root) {
        try (var server = RunningServer.quickstart(root, "--demo-users", "2")) {
            var nurse = server.account(0);
            var url = "imaps://localhost:" + server.port("imaps") + "/INBOX;MAILINDEX=1";
            var read = Finished.run(
                    List.of(
                            "curl",
                            "-sS",
                            "--cacert",
                            server.ca().toString(),
                            "--user",
                            nurse.address() + ":" + nurse.password(),
                            url),
                    root.resolve("tmp"));
            assertThat(read.succeeded().output()).contains("Subject:");
        }
    }

    @Test
    void swaksSubmitsWithStarttlsAndTheMailArrives(@TempDir Path root) {
        try (var server = RunningServer.quickstart(root, "--demo-users", "2")) {
            var from = server.account(0);
            var to = server.account(1);
            Finished.run(
                            List.of(
                                    "swaks",
                                    "--server",
                                    "127.0.0.1",
                                    "--port",
                                    "" + server.port("submission"),
                                    "--tls",
                                    "--auth",
                                    "LOGIN",
                                    "--auth-user",
                                    from.address(),
                                    "--auth-password",
                                    from.password(),
                                    "--from",
                                    from.address(),
                                    "--to",
                                    to.address(),
                                    "--header",
                                    "Subject: bed 12 by swaks",
                                    "--body",
                                    "temperature normal"),
                            root.resolve("tmp"))
                    .succeeded();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                try (var imap = ImapWire.login(server.port("imaps"), to.address(), to.password())) {
                    imap.command("SELECT INBOX").ok();
                    assertThat(imap.command("SEARCH SUBJECT \"by swaks\"").ok().lines())
                            .anyMatch(l -> l.matches("\\* SEARCH \\d+"));
                }
            });
        }
    }

    @Test
    void mbsyncMovesAMailboxInAndOutAgainByteEqual(@TempDir Path root) throws IOException {
        try (var server = RunningServer.quickstart(root.resolve("server"), "--demo-users", "1")) {
            var messages = hardMessages();
            var there = maildir(root.resolve("there"), messages);
            var mbsync = new Mbsync(server, server.account(0), root);
            mbsync.sync("in", "MbsyncTest", there);
            var back = maildir(root.resolve("back"), List.of());
            mbsync.sync("out", "MbsyncTest", back);
            assertThat(contents(back))
                    .usingElementComparator(Arrays::compare)
                    .containsExactlyInAnyOrderElementsOf(contents(there));
        }
    }

    /** The third-party corpus, as a Maildir keeps it: bare LF. */
    private static List<byte[]> hardMessages() throws IOException {
        var corpus = RunningServer.projectRoot().resolve("integration-tests/src/test/resources/vectors/mail");
        try (var files = Files.walk(corpus)) {
            var messages = new ArrayList<byte[]>();
            for (var file : files.filter(f -> f.toString().matches(".*\\.(eml|raw|msg)"))
                    .sorted()
                    .toList()) {
                var message = Files.readAllBytes(file);
                if (!holds(message, '\r') && !holds(message, 0) && hasHeader(message))
                    messages.add(message); // mbsync itself changes these
            }
            assertThat(messages).hasSizeGreaterThan(50);
            return messages;
        }
    }

    /** mbsync skips a message without an empty line after its header. */
    private static boolean hasHeader(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1).contains("\n\n");
    }

    private static boolean holds(byte[] message, int octet) {
        for (byte b : message) {
            if (b == octet) return true;
        }
        return false;
    }

    private static Path maildir(Path folder, List<byte[]> messages) throws IOException {
        for (var sub : List.of("cur", "new", "tmp"))
            Files.createDirectories(folder.resolve("inbox").resolve(sub));
        int number = 0;
        for (var message : messages)
            Files.write(folder.resolve("inbox/new/" + 1_700_000_000 + ++number + ".1.test"), message);
        return folder;
    }

    private static List<byte[]> contents(Path maildir) throws IOException {
        var all = new ArrayList<byte[]>();
        for (var sub : List.of("cur", "new")) {
            try (var files = Files.list(maildir.resolve("inbox").resolve(sub))) {
                for (var file : files.sorted(Comparator.naturalOrder()).toList())
                    all.add(withoutSyncHeader(Files.readAllBytes(file)));
            }
        }
        return all;
    }

    /** mbsync marks what it pushes with a header of its own. */
    private static byte[] withoutSyncHeader(byte[] message) {
        var text = new String(message, StandardCharsets.ISO_8859_1);
        return text.replaceAll("X-TUID: [^\n]*\n", "").getBytes(StandardCharsets.ISO_8859_1);
    }
}
