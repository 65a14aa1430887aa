package org.wardpost.mail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoded words of any length and number (RFC 2047). */
class EncodedWordsTest {
    private static final int MANY = 20_000;

    @ParameterizedTest
    @ValueSource(strings = {"=?a?q?", "=?a?q?b?=", "=?utf-8?q?b?= ", "=?utf-8?b?", "=?", "?=", "=?a?q?b?= x "})
    void twoMegabytesAreReadAtOnce(String piece) {
        var text = piece.repeat(2_000_000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> EncodedWords.decoded(text));
    }

    @Test
    void manyWordsBesideEachOtherAreOneText() {
        var words = IntStream.range(0, MANY).mapToObj(i -> "=?utf-8?q?=C3=A4" + i + "?=");
        var texts = IntStream.range(0, MANY).mapToObj(i -> "ä" + i);
        assertThat(EncodedWords.decoded(words.collect(Collectors.joining(" "))))
                .isEqualTo(texts.collect(Collectors.joining()));
    }

    @Test
    void manyWordsAmongOthersKeepTheWhiteSpaceBetween() {
        var words = IntStream.range(0, MANY).mapToObj(i -> "=?utf-8?b?w6Q=?= <a" + i + "@b.example>,");
        var texts = IntStream.range(0, MANY).mapToObj(i -> "ä <a" + i + "@b.example>,");
        assertThat(EncodedWords.decoded(words.collect(Collectors.joining("  "))))
                .isEqualTo(texts.collect(Collectors.joining("  ")));
    }
}
