package org.wardpost.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code wardpost} command: each sub-command is one file of {@code org.wardpost.app.cli}. */
@Command(
        name = "wardpost",
        mixinStandardHelpOptions = true,
        versionProvider = Wardpost.Version.class,
        description = "One encrypted mail server that a hospital runs itself.")
public final class Wardpost implements Runnable {
    private Wardpost() {}

    /** Runs the command line {@code arguments} and ends the process with its exit code: 0 done, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Wardpost()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Wardpost.class.getPackage().getImplementationVersion();
            return new String[] {"wardpost " + (version == null ? "(not packaged)" : version)};
        }
    }
}
