package org.wardpost.app;

/** Runs a command line in this process: {@link Wardpost#main} without its end. */
public final class Commands {
    private Commands() {}

    /** @return the exit code */
    public static int execute(String... words) {
        return Wardpost.commandLine(words).execute(words);
    }
}
