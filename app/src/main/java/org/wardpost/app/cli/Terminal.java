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
        return newPassword("password");
    }

    /** The same. @param what a password or a passphrase */
    static String newPassword(String what) {
        var once = hidden("New " + what + ": ", what);
        var again = hidden("The same again: ", what);
        if (!Arrays.equals(once, again)) {
            throw new CommandFailed("The two were not the same; nothing has changed.");
        }
        return new String(once);
    }

    /** Asked for once, not shown. */
    static String passphrase() {
        return new String(hidden("Passphrase of the root key: ", "passphrase"));
    }

    /**
     * A line that is not shown.
     * @param option names the options that do without a terminal: {@code --<option>-file}
     * @throws CommandFailed without a terminal, or at its end
     */
    static char[] hidden(String prompt, String option) {
        var line = console()
                .orElseThrow(() -> new CommandFailed(
                        "There is no terminal to ask at: use --" + option + "-file or --" + option + "-stdin."))
                .readPassword("%s", prompt);
        if (line == null) {
            throw new CommandFailed("Nothing was typed; nothing has changed.");
        }
        return line;
    }
}
