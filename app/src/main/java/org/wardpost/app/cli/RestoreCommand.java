package org.wardpost.app.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.wardpost.app.admin.CommandFailed;
import org.wardpost.app.admin.SocketCalls;
import org.wardpost.app.wiring.LostRootKey;
import org.wardpost.app.wiring.OpenStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wardpost restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Makes an installation from a backup, in a new or empty data folder and, with --database, an empty database. Every"
                        + " octet is checked before anything is written.")
public final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private final CommandFolders folders = new CommandFolders();

    @Mixin
    private final ShareOptions shares = new ShareOptions();

    @Option(
            names = "--ask-shares",
            description =
                    "Without the root key: ask for shares of the recovery authority at the terminal, and make a new root key.")
    private boolean askShares;

    @Parameters(paramLabel = "DIR", description = "The folder that wardpost backup wrote.")
    private Path folder = Path.of("");

    /** @param accounts that it has now   @param backedUp when the backup was made */
    record Answer(String data, long accounts, Instant backedUp) {}

    @Override
    public Integer call() {
        var installation = folders.installation();
        if (SocketCalls.find(installation.data()).isPresent()) {
            throw new CommandFailed(
                    "A server runs on " + installation.data()
                            + ": a backup is restored into a new or empty data folder (--data), so that nothing is overwritten.");
        }
        var bar = folders.printer().progress();
        var from = folder.toAbsolutePath().normalize();
        var clock = Clock.systemUTC();
        try (var restored = shares.given() || askShares
                ? new LostRootKey(installation, clock).restore(from, shares.read(), bar)
                : OpenStore.restore(installation, from, clock, bar)) {
            var answer = new Answer(
                    installation.data().toString(),
                    restored.open().store().accounts().all().count(),
                    restored.archive().made());
            folders.printer()
                    .print(
                            answer,
                            "Restored " + answer.accounts() + " accounts to " + answer.data() + ", as they were at "
                                    + answer.backedUp()
                                    + ".\nMail programs will load their mailboxes anew. Mail that was waiting to be sent then is sent"
                                    + " when the server starts, also what had been sent since: look at wardpost queue list --queue outgoing first.\nNow: wardpost"
                                    + " verify, then wardpost serve.");
            return 0;
        }
    }
}
