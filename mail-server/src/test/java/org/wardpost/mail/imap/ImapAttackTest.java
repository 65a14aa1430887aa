package org.wardpost.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user may try, while another one works as if nothing were the matter. */
@Timeout(90)
class ImapAttackTest {
    private static ImapFixture server;
    private ImapFixture.Person attacker;
    private ImapFixture.Person victim;

    @BeforeAll
    static void start() {
        server = ImapFixture.onH2();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void people() {
        attacker = server.newPerson();
        victim = server.newPerson();
    }

    @AfterEach
    void theVictimWorks() throws IOException {
        long start = System.nanoTime();
        try (var client = server.login(victim)) {
            client.append("INBOX", "Subject: x\r\n\r\ny\r\n");
            client.ok("SELECT INBOX");
            assertThat(client.ok("FETCH 1 BODY.PEEK[TEXT]").getFirst()).endsWith("y\r\n)");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    /** Angus Mail 2.0 writes so after it has enabled UTF8=ACCEPT, and says no character set. */
    @Test
    void wordsThatAreNotUtf8AreLatin1UnlessTheClientSaidOtherwise() throws IOException {
        try (var client = server.login(attacker)) {
            client.append("INBOX", "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nx\r\n");
            client.ok("ENABLE UTF8=ACCEPT");
            client.ok("SELECT INBOX");
            assertThat(client.ok("SEARCH SUBJECT \"Gr\u00fc\u00dfe\"").getFirst())
                    .isEqualTo("* SEARCH 1");
            assertThat(client.ok("SEARCH SUBJECT \"Gr\u00fc\u00dfen\"").getFirst())
                    .isEqualTo("* SEARCH");
            assertThat(client.command("SEARCH CHARSET UTF-8 SUBJECT \"Gr\u00fc\"")
                            .getLast())
                    .startsWith("BAD");
        }
    }

    @Test
    void literalsOfImpossibleSizes() throws IOException {
        try (var client = server.login(attacker)) {
            for (var size : new String[] {"2147483648", "9223372036854775807", "18446744073709551616"}) {
                assertThat(client.command("APPEND INBOX {" + size + "}").getLast())
                        .startsWith("NO [TOOBIG]");
                assertThat(client.command("SEARCH SUBJECT {" + size + "}").getLast())
                        .startsWith("BAD [TOOBIG]");
            }
            client.send("x APPEND INBOX {9223372036854775807+}\r\n");
            assertThat(client.hungUp()).isTrue();
        }
    }

    @Test
    void aRefusedLiteralIsReadPastAndNothingInItIsACommand() throws IOException {
        try (var small = ImapFixture.onH2(ImapLimits.DEFAULT.withMessage(70_000));
                var client = small.login(small.newPerson())) {
            var octets = "x LOGOUT\r\n".repeat(10_000);
            client.send("a APPEND INBOX {" + octets.length() + "+}\r\n" + octets + "\r\nb NOOP\r\n");
            assertThat(client.until("a").getLast()).isEqualTo("NO [TOOBIG] literal too large");
            assertThat(client.until("b")).containsExactly("OK NOOP completed.");
            client.send("c SEARCH SUBJECT {100000+}\r\n" + octets + " BODY {10+}\r\nx LOGOUT\r\n\r\nd NOOP\r\n");
            assertThat(client.until("c").getLast()).isEqualTo("BAD [TOOBIG] literal too large");
            assertThat(client.until("d")).containsExactly("OK NOOP completed.");
        }
    }

    /** A message has a limit of its own: that of a command counts what is written around it. */
    @ParameterizedTest
    @ValueSource(ints = {65_000, 65_500, 65_520, 65_535, 65_536, 65_537, 66_000})
    void aMessageAboutAsLongAsACommandMayBe(int octets) throws IOException {
        var head = "Subject: x\r\n\r\n";
        try (var client = server.login(attacker)) {
            client.append("INBOX", head + "y".repeat(octets - head.length()));
            client.ok("SELECT INBOX");
            assertThat(client.ok("FETCH 1 RFC822.SIZE").getFirst()).endsWith("(RFC822.SIZE " + octets + ")");
        }
    }

    /** Headers of a megabyte are read once a search, not once a key. */
    @Test
    void manyKeysOverLongHeaders() throws IOException {
        try (var client = server.login(attacker)) {
            for (int i = 0; i < 20; i++) client.append("INBOX", "Subject: " + "a".repeat(1_000_000) + "\r\n\r\nx\r\n");
            client.ok("SELECT INBOX");
            var keys =
                    IntStream.range(0, 499).mapToObj(i -> "NOT SUBJECT b" + i).collect(Collectors.joining(" "));
            long start = System.nanoTime();
            assertThat(client.ok("SEARCH " + keys).getFirst())
                    .startsWith("* SEARCH 1 2 3 ")
                    .endsWith(" 19 20");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void aHundredStalledAppends() throws IOException {
        var stalled = new ArrayList<RawImap>();
        try {
            for (int i = 0; i < 100; i++) {
                var client = server.login(attacker);
                stalled.add(client);
                client.send("a APPEND INBOX {90000000}\r\n");
                assertThat(client.line()).startsWith("+ ");
                client.send("x".repeat(100_000));
            }
            theVictimWorks();
        } finally {
            for (var one : stalled) one.close();
        }
    }

    @Test
    void longLinesAndDeepNesting() throws IOException {
        try (var client = server.login(attacker)) {
            client.send("x".repeat(700_000) + " NOOP\r\n");
            assertThat(client.line()).isEqualTo("* BAD [TOOBIG] command line too long");
            client.send("a SEARCH " + "(".repeat(30_000) + "ALL\r\n");
            assertThat(client.line()).isEqualTo("a BAD parentheses nested too deep");
            assertThat(client.command("APPEND INBOX {10000+}\r\n" + "a sad :-(\n".repeat(1000))
                            .getLast())
                    .as("what a message says is not nesting")
                    .startsWith("OK [APPENDUID ");
            client.ok("SELECT INBOX");
            assertThat(client.command("SEARCH " + "NOT ".repeat(900) + "ALL").getLast())
                    .startsWith("OK");
            assertThat(client.command("SEARCH " + "NOT ".repeat(15_000) + "ALL").getLast())
                    .startsWith("NO [LIMIT]");
            assertThat(client.command("SEARCH " + "BODY x ".repeat(1000) + "ALL")
                            .getLast())
                    .startsWith("NO [LIMIT]");
            assertThat(client.command("FETCH 1 (" + "FLAGS ".repeat(1000) + "UID)")
                            .getLast())
                    .startsWith("BAD");
            assertThat(client.command("NOOP").getLast()).startsWith("OK");
            assertThat(client.hungUpOver("x".repeat(2_000_000))).isTrue();
        }
    }

    @Test
    void namesThatAreNone() throws IOException {
        try (var client = server.login(attacker)) {
            assertThat(client.command("CREATE \"../../etc\"").getLast()).startsWith("NO [CANNOT]");
            assertThat(client.command("CREATE {5+}\r\na\r\nbc").getLast()).startsWith("BAD");
            assertThat(client.command("CREATE {3+}\r\na\0b").getLast()).startsWith("BAD");
            assertThat(client.command("CREATE " + "a/".repeat(450) + "a").getLast())
                    .startsWith("NO [CANNOT]");
            assertThat(client.command("CREATE " + "a/".repeat(2000) + "a").getLast())
                    .startsWith("BAD");
            assertThat(client.command("CREATE \"a*b\"").getLast()).startsWith("NO [CANNOT]");
            assertThat(client.command("CREATE \"&ANg\"").getLast()).matches("(BAD|NO|OK).*");
            assertThat(client.command("LIST \"\" \"" + "*%".repeat(400) + "\"").getLast())
                    .startsWith("OK");
        }
    }

    @Test
    void otherPeoplesMailboxesByEverySpelling() throws IOException {
        try (var client = server.login(attacker)) {
            var other = victim.address();
            for (var name : new String[] {
                "#user/" + other,
                "#user/" + other + "/INBOX",
                "#private:" + other + ":INBOX",
                "user/" + other + "/INBOX",
                "~" + other + "/INBOX",
                "/" + other + "/INBOX",
                "../" + other + "/INBOX",
                other,
                "Other Users/" + other,
                "#shared/INBOX"
            }) {
                assertThat(client.command("SELECT \"" + name + "\"").getLast())
                        .as(name)
                        .startsWith("NO [NONEXISTENT]");
                assertThat(client.command("STATUS \"" + name + "\" (MESSAGES)").getLast())
                        .as(name)
                        .startsWith("NO [NONEXISTENT]");
                assertThat(client.command("MYRIGHTS \"" + name + "\"").getLast())
                        .as(name)
                        .startsWith("NO [NONEXISTENT]");
            }
            assertThat(client.command("LIST \"\" \"*\"").toString()).doesNotContain(other);
        }
    }

    @Test
    void aCompressionBomb() throws IOException {
        var client = server.login(attacker);
        client.ok("COMPRESS DEFLATE");
        var bomb = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(bomb, new Deflater(9, true))) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) deflate.write(zeros);
        }
        try (client) {
            client.send(bomb.toByteArray());
            assertThat(client.socket().getInputStream().readAllBytes())
                    .as("hung up on")
                    .isNotNull();
        } catch (java.net.SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }
}
