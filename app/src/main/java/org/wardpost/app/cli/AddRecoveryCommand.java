package org.wardpost.app.cli;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wardpost.identity.operation.AddRecoveryAuthority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wardpost key add-recovery}. */
@Command(
        name = "add-recovery",
        mixinStandardHelpOptions = true,
        description =
                "Makes a recovery authority against the loss of the root key, and prints its shares once. Enough of them are as good as the"
                        + " root key.")
public final class AddRecoveryCommand implements Callable<Integer> {
    @Mixin
    private final CommandFolders folders = new CommandFolders();

    @Option(
            names = "--threshold",
            paramLabel = "M",
            required = true,
            description = "How many shares are needed, at least 2.")
    private int threshold;

    @Option(names = "--shares", paramLabel = "N", required = true, description = "How many are made.")
    private int shares;

    @Override
    public Integer call() {
        try (var calls = folders.calls()) {
            var made = calls.call(
                    "key.add-recovery",
                    new AddRecoveryAuthority.Input(threshold, shares),
                    AddRecoveryAuthority.Output.class);
            var pages = made.shares().stream()
                    .map(share -> SharePaper.of(made, share))
                    .collect(Collectors.joining("\n\f\n"));
            folders.printer().print(made, pages);
            if (!folders.json) {
                System.err.println(
                        "These " + shares + " shares are shown only now: give each to another person. Any " + threshold
                                + " of them open everything, this server's backups from now on too. Try them once: wardpost key recovery test.");
            }
            return 0;
        }
    }
}
