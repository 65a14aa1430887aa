package org.wardpost.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A response is checked as it lies in the buffer: numbers behind words, literals by their checksum. */
class OctetsTest {
    private final Corpus corpus = new Corpus(3);

    private static Octets response(String text) {
        var octets = new Octets();
        byte[] buffer = ("junk" + text + "junk").getBytes(StandardCharsets.US_ASCII);
        octets.set(buffer, 4, buffer.length - 4);
        return octets;
    }

    @Test
    void aBodyIsKnownByItsChecksum() {
        var body = new String(corpus.message(2), StandardCharsets.US_ASCII);
        var fetch = response("* 3 FETCH (UID 3 BODY[] {" + body.length() + "}\r\n" + body + ")");
        assertThat(fetch.number("UID ")).isEqualTo(3);
        assertThat(fetch.literal("BODY[] {")).isEqualTo(corpus.checksum(2)).isNotEqualTo(corpus.checksum(1));
    }

    @Test
    void whatIsNotThereIsAnError() {
        var exists = response("* 12 EXISTS");
        assertThat(exists.endsWith(" EXISTS")).isTrue();
        assertThatThrownBy(() -> exists.number("UID ")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> exists.expect("* OK")).isInstanceOf(AssertionError.class);
    }

    @Test
    void messagesCanBeSentAsTheyAre() {
        var text = new String(corpus.message(1), StandardCharsets.US_ASCII);
        assertThat(text).endsWith("\r\n").doesNotContain("\r\n.");
        assertThat(text.length()).isBetween(10_000, 10_300);
    }
}
