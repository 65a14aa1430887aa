package org.wardpost.mail.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of any message whatsoever, tried on every hard message that others have collected. */
class EveryVectorTest {
    static List<MailVectors.Sample> samples() {
        return MailVectors.all();
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(samples()).hasSizeGreaterThan(280);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void partsLieWithinEachOtherInOrder(MailVectors.Sample sample) {
        var parsed = Parsed.message(sample.bytes());
        assertThat(parsed.size()).isEqualTo(sample.bytes().length);
        assertThat(parsed.root().headerStart()).isZero();
        assertThat(parsed.root().end()).isEqualTo(sample.bytes().length);
        assertThat(parsed.headerBlock())
                .isEqualTo(Arrays.copyOf(sample.bytes(), (int) parsed.root().bodyStart()));
        check(parsed.root(), sample.bytes());
    }

    private static void check(Part part, byte[] bytes) {
        assertThat(part.bodyStart()).isBetween(part.headerStart(), part.end());
        var body = new String(bytes, (int) part.bodyStart(), (int) part.bodySize(), ISO_8859_1);
        assertThat(part.lines()).isEqualTo(body.chars().filter(c -> c == '\n').count());
        long before = part.bodyStart();
        for (var child : part.children()) {
            assertThat(child.headerStart()).isGreaterThanOrEqualTo(before);
            assertThat(child.end()).isLessThanOrEqualTo(part.end());
            before = child.end();
            check(child, bytes);
        }
        part.message().map(EmbeddedMessage::root).ifPresent(root -> {
            assertThat(root.headerStart()).isEqualTo(part.bodyStart());
            assertThat(root.end()).isEqualTo(part.end());
            check(root, bytes);
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void itDoesNotMatterHowTheOctetsArrive(MailVectors.Sample sample) {
        var whole = Parsed.summary(sample.bytes()).encode();
        for (int size : new int[] {1, 2, 7, 1000}) {
            var parsed = Parsed.inChunksOf(size, sample.bytes(), IntakeLimits.STANDARD);
            assertThat(MessageSummary.of(parsed, IntakeLimits.STANDARD).encode())
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void lineEndsDoNotChangeTheStructure(MailVectors.Sample sample) {
        var lf = Parsed.message(sample.asInAFile().bytes());
        var crlf = Parsed.message(sample.asOnTheWire().bytes());
        assertThat(shape(crlf.root())).isEqualTo(shape(lf.root()));
    }

    private static String shape(Part part) {
        var within = part.children().stream().map(EveryVectorTest::shape).toList();
        var message = part.message().map(m -> shape(m.root())).orElse("");
        return part.type() + "/" + part.subtype() + part.parameters() + part.disposition() + part.lines() + within
                + message;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSummaryCanBeReadBack(MailVectors.Sample sample) {
        var summary = Parsed.summary(sample.bytes());
        var read = MessageSummary.decode(summary.encode());
        assertThat(shape(read.root()))
                .isEqualTo(shape(Parsed.message(sample.bytes()).root()));
        assertThat(read.size()).isEqualTo(sample.bytes().length);
        assertThat(read.hasWholeHeader()).isTrue();
        assertThat(read.preview().codePointCount(0, read.preview().length())).isLessThanOrEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatImapSendsIsGrammatical(MailVectors.Sample sample) {
        var summary = Parsed.summary(sample.bytes());
        assertThat(ImapItems.parse(summary.imapEnvelope()))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(10);
        var structure = ImapItems.parse(summary.imapBodyStructure());
        ImapItems.requireBody(structure, true);
        ImapItems.requireBody(ImapItems.parse(summary.imapBody()), false);
    }
}
