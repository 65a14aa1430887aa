package org.wardpost.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "a APPEND x {5}, 5, true",
        "a APPEND x {5+}, 5, false",
        "a APPEND x ~{0}, 0, true",
        "{9223372036854775807}, 9223372036854775807, true",
        "{9223372036854775808}, 9223372036854775807, true",
        "{99999999999999999999999999999999+}, 9223372036854775807, false"
    })
    void isFoundAtTheEndOfALine(String line, long octets, boolean synchronizing) {
        assertThat(at(line + "\r\n")).isEqualTo(new LiteralHeader(octets, synchronizing));
        assertThat(at(line + "\n")).isEqualTo(new LiteralHeader(octets, synchronizing));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a NOOP", "a {} ", "{}", "{+}", "{-1}", "{1++}", "1}", "a {1}x", "a LOGIN \"{5}\"", "}", ""})
    void isNotSeenElsewhere(String line) {
        assertThat(at(line + "\r\n")).isNull();
    }

    private static LiteralHeader at(String line) {
        byte[] octets = line.getBytes(StandardCharsets.US_ASCII);
        return LiteralHeader.at(octets, 0, octets.length);
    }
}
