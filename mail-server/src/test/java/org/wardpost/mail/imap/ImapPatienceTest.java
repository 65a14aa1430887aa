package org.wardpost.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What takes time: keep-alives, a client that stops in the middle, a message of 40 MB. */
@Timeout(90)
class ImapPatienceTest {
    private static final ImapLimits IMPATIENT =
            ImapLimits.DEFAULT.withTimes(Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(1));

    private static final ImapFixture.Person USER = new ImapFixture.Person(ImapFixture.USER, "secret");

    private static ImapFixture server;

    @BeforeAll
    static void start() {
        server = ImapFixture.onH2(IMPATIENT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void idleIsKeptAliveAndNotEnded() throws IOException {
        try (var client = server.login(server.newPerson())) {
            client.ok("SELECT INBOX");
            client.send("i IDLE\r\n");
            assertThat(client.line()).startsWith("+ ");
            for (int i = 0; i < 3; i++) assertThat(client.line()).isEqualTo("* OK Still here");
            client.send("DONE\r\n");
            assertThat(client.until("i").getLast()).startsWith("OK");
        }
    }

    @Test
    void openConnectionsEndWhenTheirPasswordIsTakenBack() throws IOException {
        var person = server.newPerson();
        try (var idle = server.login(person);
                var busy = server.login(person)) {
            idle.ok("SELECT INBOX");
            idle.send("i IDLE\r\n");
            assertThat(idle.line()).startsWith("+ ");
            server.revoke(person);
            var bye = "* BYE " + CommandRun.NO_LONGER_WELCOME;
            assertThat(Stream.generate(() -> lineOf(idle)).filter(bye::equals).findFirst())
                    .isPresent();
            assertThat(idle.hungUp()).isTrue();
            busy.send("n NOOP\r\n");
            assertThat(busy.line()).isEqualTo(bye);
            assertThat(busy.hungUp()).isTrue();
        }
    }

    private static String lineOf(RawImap client) {
        try {
            return client.line();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLiteralThatStopsComingEndsTheConnection() throws IOException {
        try (var client = server.login(server.newPerson())) {
            client.send("a APPEND INBOX {1000000}\r\n");
            assertThat(client.line()).startsWith("+ ");
            client.send("Subject: x\r\n");
            assertThat(client.line()).isEqualTo("* BYE [UNAVAILABLE] unfinished literal");
            assertThat(client.hungUp()).isTrue();
        }
    }

    /** A disk that has stopped for longer than a client may: the other connection tells that the time is over. */
    @Test
    void aLiteralThatTheServerDoesNotReadIsNotItsClientsFault() throws Exception {
        var diskGoesOn = new CountDownLatch(1);
        AppendIntake stoppedDisk = size -> {
            Uninterruptibles.awaitUninterruptibly(diskGoesOn);
            throw new IOException("full");
        };
        int size = 20_000_000; // more than sockets hold
        try (var slow = ImapFixture.bare(IMPATIENT, stoppedDisk);
                var held = slow.login(USER)) {
            held.send("a APPEND INBOX {" + size + "}\r\n");
            assertThat(held.line()).startsWith("+ ");
            var sent = CompletableFuture.runAsync(() -> send(held, "x".repeat(size) + "\r\n"));
            for (int i = 0; i < 2; i++) {
                try (var silent = slow.login(USER)) {
                    silent.send("b APPEND INBOX {10+}\r\n");
                    assertThat(silent.line()).isEqualTo("* BYE [UNAVAILABLE] unfinished literal");
                }
            }
            assertThat(sent).isNotDone();
            diskGoesOn.countDown();
            sent.join();
            assertThat(held.line()).startsWith("a NO ");
        }
    }

    private static void send(RawImap client, String octets) {
        try {
            client.send(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLargeMessageComesBackAsItWentIn() throws IOException {
        var line = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\r\n";
        var message = "Subject: large\r\n\r\n" + line.repeat(40_000_000 / line.length());
        try (var patient = ImapFixture.onH2();
                var client = patient.login(patient.newPerson())) {
            client.append("INBOX", message);
            client.ok("SELECT INBOX");
            assertThat(client.ok("FETCH 1 RFC822.SIZE").getFirst()).contains("RFC822.SIZE " + message.length());
            var fetched = client.ok("FETCH 1 BODY.PEEK[]").getFirst();
            assertThat(fetched.length()).isGreaterThan(message.length());
            assertThat(fetched.endsWith(message + ")")).isTrue();
            var slice = client.ok("FETCH 1 BODY.PEEK[1]<39000000.64>").getFirst();
            int at = message.indexOf("\r\n\r\n") + 4 + 39_000_000;
            assertThat(slice).endsWith("{64}\r\n" + message.substring(at, at + 64) + ")");
        }
    }
}
