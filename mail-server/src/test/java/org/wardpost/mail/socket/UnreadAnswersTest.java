package org.wardpost.mail.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.mail.Dialog;
import org.wardpost.mail.TestTls;

/** Peers that send commands and read no answer: a socket would wait for them for ever. */
class UnreadAnswersTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] MORE_THAN_BUFFERS_HOLD = new byte[64 << 20];

    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch writing = new CountDownLatch(1);
    private Listener listener;

    @AfterEach
    void close() {
        listener.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoReadsNothingIsHungUpOnAndHisThreadEnds(boolean tls) throws Exception {
        listen(tls, Duration.ofMillis(300));
        try (var _ = connect(tls)) {
            assertThat(over.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoReadsInTimeGetsEverything(boolean tls) throws Exception {
        listen(tls, Duration.ofMinutes(1));
        try (var peer = connect(tls)) {
            writing.await();
            assertThat(peer.octets(MORE_THAN_BUFFERS_HOLD.length)).isEqualTo(MORE_THAN_BUFFERS_HOLD);
        }
    }

    /** TLS's farewell waits for the lock that the stuck write holds, so a stop must not say it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStopDoesNotWaitForWhoReadsNothing(boolean tls) throws Exception {
        listen(tls, Duration.ofMinutes(30));
        try (var _ = connect(tls)) {
            writing.await();
            assertTimeoutPreemptively(SOON, () -> listener.stop(Duration.ofMillis(200)));
            assertThat(over.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    /** A handshake of one octet now and then keeps within every single wait, but not within the whole. */
    @Test
    void aHandshakeOctetByOctetEnds() throws Exception {
        listen(true, Duration.ofMillis(300), Duration.ofMillis(500));
        try (var peer = Dialog.plain(listener.port())) {
            peer.raw(new byte[] {0x16, 3, 1, 2, 0});
            await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(() -> hungUp(peer));
        }
    }

    private static boolean hungUp(Dialog peer) {
        try {
            peer.raw(new byte[] {1});
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private Dialog connect(boolean tls) throws IOException {
        return tls ? Dialog.tls(listener.port()) : Dialog.plain(listener.port());
    }

    private void listen(boolean tls, Duration answerIdle) throws IOException {
        listen(tls, answerIdle, Duration.ofSeconds(30));
    }

    private void listen(boolean tls, Duration answerIdle, Duration handshake) throws IOException {
        var settings = new Listener.Settings(
                "test",
                InetAddress.getLoopbackAddress(),
                0,
                tls ? Optional.of(TestTls.LOCALHOST.material()) : Optional.empty(),
                "busy\r\n",
                "bye\r\n",
                new Listener.Patience(handshake, answerIdle));
        listener = Listener.open(settings, new ConnectionLimits(10, 10), connection -> {
            writing.countDown();
            try {
                connection.write(MORE_THAN_BUFFERS_HOLD);
                connection.flush();
            } finally {
                over.countDown();
            }
        });
    }
}
