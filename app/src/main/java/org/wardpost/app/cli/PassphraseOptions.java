package org.wardpost.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of a root key comes from; never the command line itself. */
final class PassphraseOptions {
    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "Its first line is the passphrase.")
    @Nullable
    Path file;

    @Option(names = "--passphrase-stdin", description = "The first line of standard input is the passphrase.")
    boolean stdin;

    /** @param isNew it is asked for twice */
    String read(boolean isNew) {
        var password = new PasswordOptions();
        password.file = file;
        password.stdin = stdin;
        return password.read().orElseGet(() -> isNew ? Terminal.newPassword("passphrase") : Terminal.passphrase());
    }
}
