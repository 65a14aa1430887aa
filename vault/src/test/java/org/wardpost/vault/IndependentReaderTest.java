package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/formats.md is enough for a reader that has none of our code: Python, with Debian's python3-cryptography. */
class IndependentReaderTest {
    /** Two blocks need Argon2id, which Debian 12's python3-cryptography has not. */
    private static final int LEAST = 21;

    @Test
    void theDocumentsVectorsHoldInPython() throws Exception {
        var process = new ProcessBuilder(
                        "/usr/bin/python3", "../integration-tests/reader/wardpost_formats.py", "../docs/formats.md")
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        var held = Pattern.compile("^(\\d+) blocks of known answers hold").matcher(output);
        assertThat(held.find()).as(output).isTrue();
        assertThat(Integer.parseInt(held.group(1))).isGreaterThanOrEqualTo(LEAST);
    }
}
