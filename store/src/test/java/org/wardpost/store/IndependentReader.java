package org.wardpost.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** The reader on python3-cryptography, which knows docs/formats.md and none of this program. */
public final class IndependentReader {
    private IndependentReader() {}

    /** A message of a backup, read with a test's root key. */
    public static String print(TestStore test, Path backup, String address, String mailbox, long uid) throws Exception {
        var process = new ProcessBuilder(
                        "/usr/bin/python3",
                        "../integration-tests/reader/wardpost_formats.py",
                        "backup",
                        "--keys",
                        test.folder().resolve("keys").toString(),
                        backup.toString(),
                        "print",
                        address,
                        mailbox,
                        Long.toString(uid))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
