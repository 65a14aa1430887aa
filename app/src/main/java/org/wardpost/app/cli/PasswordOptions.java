package org.wardpost.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardpost.app.StartException;
import org.wardpost.app.admin.CommandFailed;
import picocli.CommandLine.Option;

/** Where a new password comes from. Never from the command line itself: other users see that in {@code ps}. */
final class PasswordOptions {
    @Option(names = "--password-file", paramLabel = "FILE", description = "Its first line is the password.")
    @Nullable
    Path file;

    @Option(names = "--password-stdin", description = "The first line of standard input is the password.")
    boolean stdin;

    @Option(names = "--ask", description = "Ask for the password at the terminal.")
    boolean ask;

    /** Empty: none was given, so one is to be made. */
    Optional<String> read() {
        try {
            if (file != null) {
                try (var lines = Files.newBufferedReader(file)) {
                    return first(lines);
                }
            }
            if (stdin) {
                return first(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new CommandFailed("The password cannot be read: " + StartException.reason(e) + ".");
        }
        return ask ? Optional.of(Terminal.newPassword()) : Optional.empty();
    }

    private static Optional<String> first(BufferedReader lines) throws IOException {
        var line = lines.readLine();
        if (line == null || line.isEmpty()) {
            throw new CommandFailed("The password is empty.");
        }
        return Optional.of(line);
    }
}
