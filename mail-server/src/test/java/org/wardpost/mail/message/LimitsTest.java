package org.wardpost.mail.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Beyond a limit lies one opaque leaf: nothing is refused, nothing lost, and memory stays bounded. */
class LimitsTest {
    private static Part parse(String octets, IntakeLimits limits) {
        return Parsed.inChunksOf(1000, octets.getBytes(ISO_8859_1), limits).root();
    }

    private static int depth(Part part) {
        int within = part.children().stream().mapToInt(LimitsTest::depth).max().orElse(0);
        return 1 + Math.max(within, part.message().map(m -> depth(m.root())).orElse(0));
    }

    private static int count(Part part) {
        return 1 + part.children().stream().mapToInt(LimitsTest::count).sum();
    }

    @Test
    void multipartsAreNotFollowedBelowTheNesting() {
        var bomb = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            bomb.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        var root = parse(bomb.toString(), IntakeLimits.STANDARD);
        assertThat(depth(root)).isLessThanOrEqualTo(IntakeLimits.STANDARD.nesting() + 1);
        assertThat(root.end()).isEqualTo(bomb.length());
        ImapItems.requireBody(ImapItems.parse(ImapStructure.of(root, true)), true);
    }

    @Test
    void messagesWithinMessagesEitherAreNot() {
        var root = parse("Content-Type: message/rfc822\r\n\r\n".repeat(500), IntakeLimits.STANDARD);
        assertThat(depth(root)).isLessThanOrEqualTo(IntakeLimits.STANDARD.nesting() + 1);
    }

    @Test
    void theLastPartTakesWhatIsBeyondTheNumberOfParts() {
        var many =
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\nx\r\n".repeat(20_000) + "--b--\r\n";
        var root = parse(many, IntakeLimits.STANDARD);
        assertThat(count(root)).isEqualTo(IntakeLimits.STANDARD.parts() + 1);
        assertThat(root.children().getLast().end()).isEqualTo(many.length());
    }

    @Test
    void aHeaderBeyondTheLimitIsCutInTheSummaryOnly() {
        var limits = new IntakeLimits(1_000, 10, 100, 100, 1_000);
        var bytes = ("Subject: kept\r\n" + "X-Long: y\r\n".repeat(1_000) + "\r\nbody").getBytes(ISO_8859_1);
        var summary = MessageSummary.of(Parsed.inChunksOf(100, bytes, limits), limits);
        assertThat(summary.headerBlock()).hasSize(1_000);
        assertThat(summary.hasWholeHeader()).isFalse();
        assertThat(summary.root().bodySize()).isEqualTo(4);
        assertThat(new String(summary.imapEnvelope(), ISO_8859_1)).contains("\"kept\"");
    }

    @Test
    void partHeadersTogetherAreBounded() {
        var limits = new IntakeLimits(1 << 20, 2_000, 100, 10_000, 10_000);
        var part = "--b\r\nContent-Type: text/plain; name=\"" + "n".repeat(5_000) + "\"\r\n\r\nx\r\n";
        var root = parse("Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part.repeat(100), limits);
        assertThat(root.children()).hasSizeLessThan(6);
    }
}
