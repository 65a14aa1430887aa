package org.wardpost.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;

/** Somebody else fills the disk, to its last octet: mail is put off, what was acknowledged stays, and it goes on when there is room. */
class FullDiskTest {
    @TempDir
    Path root;

    private Path disk;
    private final List<String> acknowledged = new ArrayList<>();

    @BeforeEach
    void aSmallDisk() throws IOException {
        disk = Files.createDirectories(root.resolve("one/data"));
        assumeTrue(
                System.getProperty("user.name").equals("root")
                        && run("mount", "-t", "tmpfs", "-o", "size=220m,mode=700", "tmpfs", disk.toString()) == 0,
                "only root mounts a disk");
    }

    @AfterEach
    void unmount() {
        run("umount", disk.toString());
    }

    private int run(String... command) {
        return Finished.run(List.of(command), root.resolve("tmp")).exitCode();
    }

    /** Leaves {@code octets} free, or as near to nothing as the disk lets us. */
    private void fill(long octets) throws IOException {
        try (var file =
                Files.newOutputStream(disk.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (long left = free() - octets; left > 0; left -= 1 << 20) {
                file.write(new byte[(int) Math.min(left, 1 << 20)]);
            }
        } catch (IOException full) {
            assertThat(octets).isZero();
        }
    }

    private long free() throws IOException {
        return Files.getFileStore(disk).getUsableSpace();
    }

    private static byte[] mail(String id) {
        return ("X-Test-Id: " + id + "\r\nSubject: disk\r\n\r\nkept or put off\r\n")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static String deliver(RunningServer server, String id) {
        try (var lmtp = SmtpWire.lmtp(server.port("lmtp"))) {
            return lmtp.send("a@outside.example", List.of(server.account(1).address()), mail(id))
                    .getFirst();
        }
    }

    private void acknowledges(RunningServer server, String id) {
        await().atMost(Duration.ofSeconds(60))
                .ignoreException(UncheckedIOException.class)
                .until(() -> deliver(server, id).startsWith("250"));
        acknowledged.add(id);
    }

    private void putsOff(RunningServer server) {
        await().pollDelay(
                        Duration.ofSeconds(1)) // the server looks twice a second; what it let in before waits for room
                .atMost(Duration.ofSeconds(30))
                .until(() -> deliver(server, "refused").startsWith("452 4.3.1"));
        try (var imap = login(server)) {
            assertThat(imap.append("INBOX", "", mail("refused")).tagged()).startsWith("NO [UNAVAILABLE]");
        }
        everythingIsThere(server);
    }

    private void everythingIsThere(RunningServer server) {
        try (var imap = login(server)) {
            imap.command("SELECT INBOX").ok();
            assertThat(imap.bodies("1:*"))
                    .map(body -> new String(body, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .filteredOn(body -> body.contains("X-Test-Id: "))
                    .map(body -> body.replaceFirst("(?s).*X-Test-Id: (\\S+).*", "$1"))
                    .filteredOn(id -> !id.equals("refused"))
                    .containsExactlyInAnyOrderElementsOf(acknowledged);
        }
    }

    private static ImapWire login(RunningServer server) {
        var account = server.account(1);
        return ImapWire.login(server.port("imaps"), account.address(), account.password());
    }

    @Test
    void mailIsPutOffWhileTheDiskIsFullAndTakenAgainAfter() throws IOException {
        try (var server = RunningServer.quickstart(
                root.resolve("one"), "--demo-users", "2", "--demo-password", "full-disk-password")) {
            acknowledges(server, "before");
            for (long left : new long[] {20 << 20, 0}) {
                fill(left);
                putsOff(server);
                Files.delete(disk.resolve("filler"));
                acknowledges(server, "after-" + left);
            }
            server.kill();
            fill(20 << 20);
            var before = hash();
            server.serve().refused("is full");
            assertThat(hash()).isEqualTo(before);
            Files.delete(disk.resolve("filler"));
            server.start();
            everythingIsThere(server);
            assertThat(server.terminate()).isZero();
            server.command("verify").succeeded();
        }
    }

    private String hash() {
        return Finished.run(
                        List.of("sh", "-c", "cd \"$0\" && find . -type f | sort | xargs sha256sum", disk.toString()),
                        root.resolve("tmp"))
                .succeeded()
                .output();
    }
}
