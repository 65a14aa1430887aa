package org.wardpost.app.cli;

import java.util.Arrays;
import org.wardpost.app.admin.CommandFailed;

/** Questions to whoever sits there. */
final class Terminal {
    private Terminal() {}

    /** False if the answer is not yes; without a terminal nobody can say yes. */
    static boolean confirm(String question) {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new CommandFailed("This cannot be undone: add --yes to do it without being asked.");
        }
        return "yes".equals(console.readLine("%s Type yes: ", question));
    }

    /** Asked for twice, not shown. */
    static String newPassword() {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new CommandFailed("There is no terminal to ask at: use --password-file or --password-stdin.");
        }
        var once = console.readPassword("New password: ");
        var again = console.readPassword("The same again: ");
        if (once == null || !Arrays.equals(once, again)) {
            throw new CommandFailed("The two were not the same; nothing has changed.");
        }
        return new String(once);
    }
}
