package org.wardpost.app.cli;

import java.io.Console;
import java.util.Arrays;
import java.util.Optional;
import org.wardpost.app.admin.CommandFailed;

/** Questions to whoever sits there. */
final class Terminal {
    private Terminal() {}

    /** Whether a person reads what is printed. */
    static boolean isThere() {
        return console().isPresent();
    }

    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    /** False if the answer is not yes; without a terminal nobody can say yes. */
    static boolean confirm(String question) {
        var console = console();
        if (console.isEmpty()) {
            throw new CommandFailed("This cannot be undone: add --yes to do it without being asked.");
        }
        return "yes".equals(console.get().readLine("%s Type yes: ", question));
    }

    /** Asked for twice, not shown. */
    static String newPassword() {
        var console = console();
        if (console.isEmpty()) {
            throw new CommandFailed("There is no terminal to ask at: use --password-file or --password-stdin.");
        }
        var once = console.get().readPassword("New password: ");
        var again = console.get().readPassword("The same again: ");
        if (once == null || !Arrays.equals(once, again)) {
            throw new CommandFailed("The two were not the same; nothing has changed.");
        }
        return new String(once);
    }
}
