package org.wardpost.integration.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;

/** A megabyte that inflates to a gigabyte (COMPRESS, RFC 4978): it costs its sender more than the server. */
class BombTest {
    private static final int MEBIBYTE = 1 << 20;

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

    @Test
    void aGigabyteOfZerosEndsTheConnection() throws IOException {
        long before = Beside.residentMebibytes(server);
        try (var imap = compressed()) {
            try {
                imap.connection().send(gigabyteOf("\0"));
                imap.connection().timeout(20_000);
                assertThat(imap.connection().closedByServer()).isTrue();
            } catch (UncheckedIOException hungUp) {
                assertThat(hungUp).isNotNull();
            }
        }
        Beside.aNormalClientReads(server);
        assertThat(Beside.residentMebibytes(server) - before).isLessThan(200);
    }

    @Test
    void aGigabyteOfCommandsWhoseAnswersNobodyReadsWaitsCompressed() throws IOException {
        long before = Beside.residentMebibytes(server);
        byte[] bomb = gigabyteOf("A NOOP\r\n");
        try (var imap = compressed()) {
            var sending = CompletableFuture.runAsync(() -> {
                try {
                    imap.connection().send(bomb);
                } catch (UncheckedIOException closed) {
                    assertThat(closed).as("the end of this test").isNotNull();
                }
            });
            for (int i = 0; i < 5; i++) Beside.aNormalClientReads(server);
            assertThat(Beside.residentMebibytes(server) - before).isLessThan(200);
            imap.connection().close();
            await().atMost(Duration.ofSeconds(30)).until(sending::isDone);
        }
        Beside.aNormalClientReads(server);
    }

    private static ImapWire compressed() {
        var nurse = server.account(1);
        var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password());
        imap.command("COMPRESS DEFLATE").ok();
        return imap;
    }

    private static byte[] gigabyteOf(String text) throws IOException {
        byte[] mebibyte = text.repeat(MEBIBYTE / text.length()).getBytes(StandardCharsets.ISO_8859_1);
        var bomb = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(bomb, new Deflater(9, true))) {
            for (int i = 0; i < 1024; i++) deflate.write(mebibyte);
        }
        return bomb.toByteArray();
    }
}
