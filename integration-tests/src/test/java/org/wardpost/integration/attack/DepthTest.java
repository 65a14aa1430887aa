package org.wardpost.integration.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;

/** Structures nested or repeated until a parser that recurses or a list without an end would give way. */
class DepthTest {
    private static final int DEEP = 20_000;
    private static final Duration SOON = Duration.ofSeconds(10);

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

    @AfterEach
    void theOthersWork() {
        Beside.aNormalClientReads(server);
    }

    static Stream<Arguments> messages() {
        var parts = new StringBuilder("Subject: parts\r\nMIME-Version: 1.0\r\n");
        for (int i = 0; i < DEEP; i++)
            parts.append("Content-Type: multipart/mixed; boundary=\"b" + i + "\"\r\n\r\n--b" + i + "\r\n");
        return Stream.of(
                Arguments.of("multiparts", parts + "\r\nx\r\n"),
                Arguments.of(
                        "one boundary for all",
                        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".repeat(DEEP) + "\r\nx\r\n"),
                Arguments.of(
                        "messages in messages",
                        "Content-Type: message/rfc822\r\n\r\n".repeat(DEEP) + "Subject: x\r\n\r\nx\r\n"),
                Arguments.of(
                        "parts side by side",
                        "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\nx\r\n".repeat(DEEP * 5)
                                + "--b--\r\n"),
                Arguments.of(
                        "comments and groups in addresses",
                        "From: " + "(".repeat(DEEP) + "\r\nTo: " + "<".repeat(DEEP) + "\r\nCc: " + "a:".repeat(DEEP)
                                + "\r\n\r\nx\r\n"),
                Arguments.of("parameters", "Content-Type: text/plain" + "; x=\"".repeat(DEEP) + "\r\n\r\nx\r\n"),
                Arguments.of("encoded words", "Subject: " + "=?utf-8?q?a?= ".repeat(DEEP) + "\r\n\r\nx\r\n"),
                Arguments.of("header fields", "X: y\r\n".repeat(DEEP * 5) + "\r\nx\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void aMessageIsKeptWholeAndItsStructureIsToldUpToAnEnd(String what, String message) {
        byte[] octets = message.getBytes(StandardCharsets.US_ASCII);
        long began = System.nanoTime();
        try (var imap = attacker()) {
            imap.append("INBOX", "", octets).ok();
            imap.command("SELECT INBOX").ok();
            imap.command("FETCH * (ENVELOPE BODYSTRUCTURE)").ok();
            imap.command("SEARCH TEXT nothingofit").ok();
            assertThat(imap.bodies("*")).containsExactly(octets);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("SEARCH " + "(".repeat(DEEP) + "ALL" + ")".repeat(DEEP), "BAD"),
                Arguments.of("SEARCH " + "NOT ".repeat(DEEP / 2) + "ALL", "NO [LIMIT]"),
                Arguments.of("SEARCH " + "OR ALL ".repeat(DEEP / 4) + "ALL", "NO [LIMIT]"),
                Arguments.of("SEARCH " + "BODY key ".repeat(1000) + "ALL", "NO [LIMIT]"),
                Arguments.of("FETCH 1 BODY[" + "1.".repeat(DEEP) + "1]", "BAD"),
                Arguments.of("FETCH 1 BODY[HEADER.FIELDS (" + "X ".repeat(DEEP) + "X)]", "BAD"),
                Arguments.of("STORE 1 FLAGS (" + keywords() + ")", "BAD"),
                Arguments.of("LIST \"\" \"" + "*%".repeat(DEEP / 2) + "\"", "BAD"));
    }

    private static String keywords() {
        return IntStream.range(0, DEEP / 4).mapToObj(i -> "k" + i).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandWithoutAnEndIsRefusedAndTheNextOneWorks(String command, String answer) {
        try (var imap = attacker()) {
            imap.command("SELECT INBOX").ok();
            assertThat(imap.command(command).tagged())
                    .startsWith(answer.equals("BAD") ? "" : answer)
                    .doesNotStartWith("OK");
            imap.command("NOOP").ok();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"if true {", "if not ", "if anyof(", "if allof(true,", "if true { if not anyof("})
    void aScriptNestedTooDeeplyIsRefused(String opening) {
        try (var scripts = Scripts.login(server, 1)) {
            assertThat(scripts.check(opening.repeat(DEEP / 2))).startsWith("NO");
            assertThat(scripts.check("keep;")).startsWith("OK");
        }
    }

    @Test
    void aScriptLargerThanAllowedIsNotTakenIntoMemory() {
        try (var scripts = Scripts.login(server, 1)) {
            scripts.connection().timeout(5000);
            scripts.connection().send("PUTSCRIPT \"x\" {9223372036854775807+}\r\n");
            assertThat(scripts.answer()).matches("(NO|BYE).*");
        }
    }

    private static ImapWire attacker() {
        var nurse = server.account(1);
        return ImapWire.login(server.port("imaps"), nurse.address(), nurse.password());
    }
}
