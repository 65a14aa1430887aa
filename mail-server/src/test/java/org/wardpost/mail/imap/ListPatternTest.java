package org.wardpost.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListPatternTest {
    @ParameterizedTest
    @CsvSource({
        "*, a/b/c, true",
        "%, a, true",
        "%, a/b, false",
        "a/%, a/b, true",
        "a/%, a/b/c, false",
        "a/*, a/b/c, true",
        "a/*, a, false",
        "%/%, a/b, true",
        "%/%, a, false",
        "inbox, INBOX, true",
        "inbox/%, INBOX/x, true",
        "a%c, abbc, true",
        "a%c, ab/c, false",
        "*c, a/b/c, true",
        "b, a, false",
        "%*, a/b, true",
        "*%, a/b, true",
        "a*b%c, axbyc, true",
        "a*b%c, axb/c, false"
    })
    void matches(String pattern, String name, boolean matches) {
        assertThat(new ListPattern(pattern, '/').matches(name)).isEqualTo(matches);
    }

    @Test
    @Timeout(5)
    void starsCannotBeMadeToCostMuch() {
        assertThat(new ListPattern("a*".repeat(450) + "b", '/').matches("a".repeat(200)))
                .isFalse();
    }
}
