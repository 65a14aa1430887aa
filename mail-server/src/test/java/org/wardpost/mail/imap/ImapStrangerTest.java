package org.wardpost.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.mail.netty.ConnectionGate;

/** What somebody who has not logged in can do: next to nothing, and nobody is disturbed. */
@Timeout(60)
class ImapStrangerTest {
    private ImapFixture server = ImapFixture.bare(ImapLimits.DEFAULT);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{4097+}", "{2147483648+}", "{9223372036854775808+}", "{99999999999999999999999999+}", "~{5000+}"
            })
    void aLiteralThatComesUnaskedEndsTheConnection(String literal) throws IOException {
        try (var client = server.connect()) {
            client.send("a LOGIN " + literal + "\r\n");
            assertThat(client.line()).isEqualTo("* BYE [TOOBIG] literal too large");
            assertThat(client.hungUp()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{4097}", "{2147483648}", "{9223372036854775808}", "{18446744073709551616}"})
    void aLargeLiteralIsNotAskedFor(String literal) throws IOException {
        try (var client = server.connect()) {
            client.send("a LOGIN " + literal + "\r\n");
            assertThat(client.line()).isEqualTo("a BAD [TOOBIG] literal too large");
            assertThat(client.command("NOOP").getLast()).startsWith("OK");
        }
    }

    @Test
    void smallLiteralsLogIn() throws IOException {
        try (var client = server.connect()) {
            client.send("a LOGIN {" + ImapFixture.USER.length() + "}\r\n");
            assertThat(client.line()).startsWith("+ ");
            client.send(ImapFixture.USER + " {6+}\r\nsecret\r\n");
            assertThat(client.line()).startsWith("a OK [CAPABILITY ");
        }
    }

    @Test
    void aTagOfOneMegabyteEndsTheConnection() throws IOException {
        try (var client = server.connect()) {
            client.send("x".repeat(9_000));
            assertThat(client.line()).isEqualTo("* BYE [TOOBIG] command line too long");
            assertThat(client.hungUp()).isTrue();
        }
    }

    @Test
    void anotherProtocolIsHungUpOnSoon() throws IOException {
        try (var client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\nUser-Agent: y\r\nAccept: z\r\nA: b\r\n");
            assertThat(client.hungUp()).isTrue();
        }
    }

    @Test
    void nestingIsBounded() throws IOException {
        try (var client = server.connect()) {
            client.send("a ID " + "(".repeat(1000) + "\r\n");
            assertThat(client.line()).isEqualTo("a BAD parentheses nested too deep");
        }
    }

    @Test
    void silentConnectionsNeverKeepANewcomerOut() throws IOException {
        var silent = new ArrayList<RawImap>();
        try {
            for (int i = 0; i < 300; i++) silent.add(server.connect());
            long start = System.nanoTime();
            try (var client = server.connect()) {
                client.ok("LOGIN " + ImapFixture.USER + " secret");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(silent.getFirst().hungUp())
                    .as("the oldest stranger makes room")
                    .isTrue();
        } finally {
            for (var one : silent) one.close();
        }
    }

    @Test
    void aConnectionOverTheTotalIsClosedAtOnce() throws IOException {
        server.close();
        server = ImapFixture.bare(ImapLimits.DEFAULT.withConnections(new ConnectionGate.Limits(3, 3, 3)));
        var three = List.of(server.connect(), server.connect(), server.connect());
        try (var fourth = new RawImap(server.address())) {
            assertThat(fourth.hungUp()).isTrue();
        }
        for (var one : three) one.close();
    }

    @Test
    void whoDoesNotLogInInTimeIsHungUpOn() throws IOException {
        server.close();
        server = ImapFixture.bare(
                ImapLimits.DEFAULT.withTimes(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(2)));
        try (var client = server.connect()) {
            assertThat(client.line()).isEqualTo("* BYE [UNAVAILABLE] no login in time");
            assertThat(client.hungUp()).isTrue();
        }
    }

    @Test
    void withTlsRequiredNoPasswordIsTakenInTheClear() throws Exception {
        server.close();
        server = ImapFixture.bareWithTls(false);
        try (var client = server.connect()) {
            assertThat(client.ok("CAPABILITY").getFirst())
                    .contains("STARTTLS LOGINDISABLED")
                    .doesNotContain("AUTH=");
            assertThat(client.command("LOGIN " + ImapFixture.USER + " secret").getLast())
                    .startsWith("NO [PRIVACYREQUIRED]");
            assertThat(client.command("AUTHENTICATE PLAIN AGEAYg==").getLast()).startsWith("NO [PRIVACYREQUIRED]");
            client.ok("STARTTLS");
            client.use(server.tls(client.socket()));
            assertThat(client.ok("CAPABILITY").getFirst())
                    .contains("AUTH=PLAIN AUTH=LOGIN")
                    .doesNotContain("STARTTLS");
            client.ok("LOGIN " + ImapFixture.USER + " secret");
        }
    }

    @Test
    void whatComesBehindStarttlsInTheClearIsAnInjection() throws Exception {
        server.close();
        server = ImapFixture.bareWithTls(false);
        try (var client = server.connect()) {
            client.send("a STARTTLS\r\nb LOGIN " + ImapFixture.USER + " secret\r\n");
            assertThat(client.line()).startsWith("a OK");
            assertThat(client.hungUp()).isTrue();
        }
    }

    @Test
    void imapsSpeaksTlsFromTheFirstOctet() throws Exception {
        server.close();
        server = ImapFixture.bareWithTls(true);
        try (var client = new RawImap(server.tls(new java.net.Socket(
                server.address().getAddress(), server.address().getPort())))) {
            client.greeted().ok("LOGIN " + ImapFixture.USER + " secret");
        }
    }

    @Test
    void pipelinedCommandsAreAnsweredInOrder() throws IOException {
        try (var client = server.connect()) {
            var many = new StringBuilder();
            for (int i = 0; i < 1000; i++) many.append("n").append(i).append(" NOOP\r\n");
            client.send(many.toString());
            for (int i = 0; i < 1000; i++) assertThat(client.line()).isEqualTo("n" + i + " OK NOOP completed.");
        }
    }
}
